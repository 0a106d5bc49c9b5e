### Texts of the program. Every key stands in each language; a test compares them.

## Words used everywhere

app-name = Loose Ends
app-name-other-language = 收尾
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday
today-lower = today
nothing = —
list-separator = {", "}
labelled = { $label }: { $value }
outcome-with-amount = { $outcome } ({ $effect } { $amount })

## Findings, states, steps

finding-charged-no-sale = Charged, no sale
finding-sale-not-charged = Sale not charged
finding-result-unknown = Result unknown
finding-amount-differs = Amount differs
finding-charged-twice = Charged twice
finding-failed-still-open = Reversal pending
finding-refund-not-seen = Refund not seen
finding-reversed-after-sale = Reversed after sale
finding-preauth-open = Pre-auth open
finding-offline-not-uploaded = Offline, not sent
finding-batch-not-settled = Batch not settled
finding-settled-late = Settled late
finding-settlement-differs = Settlement differs
meaning-charged-no-sale = The customer was charged, but the shop has no finished sale for it.
meaning-sale-not-charged = The sale is rung up, but the acquirer has no such money: the goods may be gone unpaid.
meaning-result-unknown = Nobody can say yet whether the customer was charged.
meaning-amount-differs = The reports name different amounts for the same payment.
meaning-charged-twice = The same customer was charged more than once for one sale.
meaning-failed-still-open = The payment failed, but it is still shown unfinished: its reversal is pending or failed.
meaning-refund-not-seen = The shop gave money back, but the acquirer does not show it, or shows it as not done.
meaning-reversed-after-sale = The acquirer undid this payment; the till still counts it as sold.
meaning-preauth-open = An amount is held on the customer’s card and was neither taken nor released.
meaning-offline-not-uploaded = The terminal stored this sale offline, and the acquirer does not have it.
meaning-batch-not-settled = The terminal’s batch is still open, or was closed with counts that differ.
meaning-settled-late = The money was paid out later than promised.
meaning-settlement-differs = What is paid out is not the amount less the fee, or the fee is not the agreed one.
warning-charged-no-sale = Do not ask for the card again.
warning-sale-not-charged = Do not refund or void it: no money came in.
warning-result-unknown = Do not charge again before it is looked up.
warning-amount-differs = Do not settle the difference in cash.
warning-charged-twice = Do not void the charge that paid for the goods.
warning-failed-still-open = Do not switch the terminal off or charge again.
warning-refund-not-seen = Do not refund a second time.
warning-reversed-after-sale = Do not hand over more goods on it.
warning-preauth-open = Do not complete it twice or above the amount allowed.
warning-offline-not-uploaded = Do not take the sale again while it waits on the terminal.
warning-batch-not-settled = Do not clear the terminal’s log.
warning-settled-late = Do not charge again: it is paid.
warning-settlement-differs = Do not return the difference in cash.
state-open = Open
state-waiting = Waiting
state-closed = Closed
step-verify-details = Verify details
step-contact-acquirer = Contact acquirer
step-choose-action = Choose action
step-record-outcome = Record outcome
cause-network = the network
cause-terminal = the terminal
cause-issuer = the card's bank
cause-acquirer = the acquirer
cause-merchant-setup = the merchant's set-up
cause-card = the card
cause-balance = not enough money or limit
cause-customer = the customer
cause-till = the till
cause-unknown = not known yet
confidence-certain = reference numbers agree
confidence-probable = joined by amount, card and time
channel-phone = Phone
channel-chat = Chat
channel-email = E-mail
channel-portal = Portal
channel-visit = Visit
party-acquirer = Acquirer
party-issuer = Card's bank
party-customer = Customer
party-network = Network provider
party-technician = Technician
money-none = No loss, no gain
money-loss = Loss for the shop
money-gain = Gain for the shop
theme-light = Light
theme-dark = Dark

## Sources, types, statuses

source-terminal = Terminal
source-acquirer = Acquirer
source-till = Till
source-bank = Bank
report-terminal = Terminal journal
report-acquirer = Acquirer report
report-till = Till sales
report-bank = Bank statement
type-sale = sale
type-refund = refund
type-void = void
type-reversal = reversal
type-preauth = pre-authorisation
type-completion = completion
type-chargeback = chargeback
status-approved = approved
status-declined = declined
status-pending = in progress
status-unknown = timeout
status-reversal-pending = reversal pending
status-reversed = reversed
status-voided = voided
status-refunded = refunded
status-authorised = authorised
status-captured = captured
status-settled = settled
status-offline-stored = stored offline
status-cancelled = cancelled
status-not-stated = recorded
scheme-unionpay = UnionPay
scheme-wechat = WeChat Pay
scheme-alipay = Alipay

## Window

window-today = Today
screen-all-cases = All cases
screen-insights = Insights
screen-imports = Imports
screen-settings = Settings
window-today-count = Today, { $count } unfinished
window-no-operator = Who is here?
window-change-operator = Change operator
window-who-is-here = Who stands at the till?
window-new-operator = New name
window-add-operator = Add and change
window-saved = Saved · { $time } · { $operator }
window-opening = Opening the case book…
window-unfinished-count = { $count } unfinished
window-at-risk = { $money } at risk
window-closed-of = { $closed } of { $all } closed
window-export-csv = Export CSV
window-cases-file = cases
window-summary-file = summary
window-not-imported = Not imported yet
window-terminals = { $count ->
    [one] { $count } terminal
   *[other] { $count } terminals
    }
window-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
    }
window-rows-new = { $count ->
    [one] { $count } new row
   *[other] { $count } new rows
    }
window-rows-known = { $count } known already
window-rows-skipped = { $count } no payment
window-rows-rejected = { $count } rejected
window-more-rows = { $count ->
    [one] and { $count } more row that cannot be used
   *[other] and { $count } more rows that cannot be used
    }
window-settled-on = settled { $day }
window-covered-to = to { $time }
window-drop-here =
    Drop report files here
    or press Ctrl+O
window-importing = { $count ->
    [one] Reading { $count } file
   *[other] Reading { $count } files
    }
window-cancel = Cancel
window-cancelling = Stopping…
window-import-done = Imported. Cases: { $opened } new, { $updated } changed, { $closed } settled
window-hide = Hide
window-empty-title = Start with the day's reports
window-empty-how = Drop the files of the terminal, the acquirer and the till on this window. What was left unfinished shows up here a moment later.
window-choose-reports = Choose report files
window-key-select = ↑↓ select
window-key-open = Enter open
window-key-steps = 1–4 go to step
window-key-search = Ctrl+F search
window-key-reports = Ctrl+O reports
window-chip-unfinished = Unfinished { $count }
window-chip-waiting = of these waiting { $count }
window-chip-closed = Closed { $count }
window-chip-terminal = Terminal: { $terminal }
window-all-terminals = all
window-search = Search amount, card, reference…
window-column-time = Time
window-column-amount = Amount
window-column-card = Card / wallet
window-column-terminal = Terminal
window-column-finding = What is wrong
window-column-next = Next step
window-column-due = Due
window-sort-by = Sort by { $column }
window-nothing-found = No case fits. Clear the search or choose all terminals.
window-nothing-unfinished = Nothing is unfinished. Every case of the day is closed.
window-nothing-waiting = No case is waiting.
window-nothing-closed = No case was closed today.
window-wait-for-report = Wait for { $source ->
    [terminal] terminal
    [acquirer] acquirer
    [till] till
   *[bank] bank
    }
window-wait-until = Wait until { $time }
window-late = late, { $due }
window-reference = ref { $number }
window-order = order { $number }
window-minutes = { $minutes } min
window-hours = { $hours } h { $minutes } min
window-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
    }
window-back-to-table = ← All cases
window-show-customer = Show to customer
window-show-history = History ({ $count })
window-also = Also: { $findings }
window-hold = Do not charge again before { $time } ({ $left } left)
window-row-result = Result
window-row-amount = Amount
window-row-time = Time
window-no-sale = no sale
window-no-entry = no record
window-not-yet = no report yet
window-no-playbook = There is no playbook for “{ $finding }”; install the program again.
window-skipped-by = left out, { $who }
window-skipped-because = Left out: { $reason }
window-contacts-so-far = { $count ->
    [one] { $count } contact
   *[other] { $count } contacts
    }
window-skip-step = Leave this step out…
window-skip-title = Leave out “{ $step }”: why?
window-optional = { $check } (if possible)
window-runs-until = until { $time }, { $left } left
window-over-since = over since { $time }
window-copy-call-sheet = Copy call sheet
window-channel = How
window-party = Who
window-person = Who you spoke to
window-their-number = Their case no.
window-said = What they said…
window-said-captured = Captured, it will settle
window-said-not-captured = Not captured, no money moved
window-said-reversing = Being reversed
window-said-looking = They look into it and call back
window-said-no-answer = No answer
window-promised = Promised until
window-promised-nothing = Nothing promised
window-promised-today = Promised for today
window-promised-next-working-day = Promised for the next working day, { $date }
window-promised-in-days = Promised within { $days } days, { $date }
window-suggested = suggested
window-chosen = chosen
window-because = Because: { $reason }
window-i-understand = I understand
window-outcome-reason = Why it is closed…
window-why-acquirer-confirmed = The acquirer confirmed it
window-why-report-shows = The report shows it
window-why-customer-agreed = Agreed with the customer
window-why-till-mistake = A mistake at the till, corrected
window-money = Effect on the shop's money
window-money-amount = Amount in { $currency }
window-steps-open = Steps still open: { $steps }. To close anyway, say why.
window-override-reason = Why close with steps open…
window-closed-early = Closed with steps open: { $reason }
window-why-not-needed = Not needed for this case
window-why-manager = The manager decided so
window-why-done-elsewhere = Done already, outside this program
window-why-nobody = Nobody can be reached today
window-why-mistake = Closed by mistake
window-why-new-information = There is new information
window-why-acquirer-answers = Waiting for the acquirer's answer
window-why-next-report = Waiting for the next report
window-why-customer-returns = The customer comes back
window-note = Note
window-note-hint = Write what the next person has to know…
window-note-slip = The slip is in the cash drawer
window-note-customer-left = The customer has left
window-note-customer-told = The customer has been told
window-wait = Wait
window-wait-button = Wait until…
window-wait-until-when = Until when
window-choose-time = Choose a time
window-clock-hint = or 22:45
window-in = in { $time }
window-next-report = the next report should be here
window-reason-hint = Why…
window-reopen = Reopen: why?
window-reopen-button = Reopen…
window-back = Back to the steps
window-step-done = Step done
window-save-contact = Save contact
window-choose-action = Choose this action
window-close-case = Close case
window-to-current-step = To the open step
window-save-note = Save note
window-save-wait = Wait
window-save-skip = Leave out
window-save-reopen = Reopen
window-history = What happened
window-stands-in = { $report }: { $file }, line { $line }
window-customer-pick = Turn the screen round, or copy the text that fits.
window-copy = Copy
window-written = Written to { $path }
window-copied = Copied; paste it where you need it.
window-import-running = An import is running; drop the files again when it is done.
window-bad-amount = “{ $amount }” is no amount; write it like 12.50.
window-no-dialog = This system offers no file dialog. Type or paste the path.
window-path-reports = Path of a report file; several with ; between them
window-path-save = Path to save to
window-import = Import
window-save = Save


## Messages and errors

reason-acquirer-has-it-terminal-unknown = The acquirer has the money, but the terminal got no answer{ $code }.
reason-acquirer-has-it-terminal-failed = The acquirer has the money, but the terminal says that it failed{ $code }.
reason-acquirer-has-it-terminal-silent = The acquirer has the money, but no terminal has recorded it.
code-none = {""}
code-some = {" "}(code { $code })
reason-terminal-approved = The terminal approved it.
reason-till-has-no-sale = The till has no sale for it.
reason-till-has-sale = The till has the sale.
reason-acquirer-has-nothing = The acquirer’s report covers this time and does not show it.
reason-acquirer-declined = The acquirer shows it as { $status }.
reason-terminal-unknown = The terminal has no final answer{ $code }.
reason-not-covered-yet = No report of this source covers it yet: { $source }.
reason-amounts-differ = { $left } says { $left_amount }, { $right } says { $right_amount }.
reason-currencies-differ = { $left } and { $right } name different currencies.
reason-same-card-same-amount = Same card and same amount, { $seconds } seconds after the first charge.
reason-same-order = Order { $order } was paid twice.
reason-joined-by-amount-and-time = The reports were joined by amount, card and time ({ $seconds } seconds apart), as a reference number is missing.
refused-closed = The case is closed: reopen it with a reason first.
refused-not-closed = The case is not closed, so there is nothing to reopen.
refused-unknown-check = The step has no check “{ $name }”; it has: { $known }.
refused-unknown-action = There is no action “{ $name }” for this case; choose one of: { $known }.
refused-unknown-outcome = There is no outcome “{ $name }” for this case; choose one of: { $known }.
refused-checks-open = { $step } is not done: tick first: { $checks }.
refused-no-contact = Nobody has been contacted: record whom you spoke to and what they said first.
refused-no-action = No action is chosen: choose what is done first.
refused-not-acknowledged = Acknowledge this rule first: { $rules }.
refused-no-reason = A reason is needed: write why.
refused-steps-open = The case cannot be closed while steps are open ({ $steps }): finish them, or give the reason for closing anyway.
refused-no-amount = State how much was lost or gained.
refused-amount-does-not-fit = The amount does not fit: give one above zero for a loss or a gain, and none otherwise.
refused-in-the-past = That time has passed: choose a later one.
refused-no-text = There is nothing to save: write what was said first.
refused-no-operator = Nobody is named as operator: choose who you are first.
problem-unknown-case = There is no case { $id } in this case book: `cases --state all` lists them.
problem-not-written = { $path } could not be written ({ $detail }): choose another place.
problem-cancelled = Cancelled: nothing was stored.
problem-bad-asset = { $file } cannot be used: { $detail }.
file-not-found = { $file } cannot be found: check its place and name.
file-folder = { $file } is a folder: choose the report files inside it.
file-unreadable = { $file } could not be read ({ $detail }): close other programs that use it, then try again.
file-empty = { $file } is empty: download the report again.
file-binary = { $file } is not a text report: export it as CSV and try again.
file-spreadsheet = { $file } is a spreadsheet or an archive: save it as CSV and try again.
file-no-table = { $file } is not a table of rows: export the report as CSV and try again.
file-ambiguous-dates = { $file }: “{ $example }” in column “{ $column }” can be read as day/month or month/day; export dates as 2026-11-23 and try again.
file-web-page = { $file } is a web page, not a report: sign in to the portal again and download the file itself.
file-header-without-rows = { $file } has a heading and no rows: check the period that was exported.
file-not-recognised = { $file } was not recognised: it has the columns { $columns } and lacks { $missing }; rename a heading, or say with --as whose report it is.
file-provider-says = { $file } holds a message from the provider instead of a report (“{ $words }”): download it again later.
file-unknown-format = There is no report format “{ $format }”; known are: { $known }.
file-too-large = { $file } is too large ({ $megabytes } MB): export a shorter period.
missing-amount = an amount
missing-time = a time
missing-source = what tells whose report it is
book-not-a-case-book = { $path } is not a case book: choose another file.
book-newer = { $path } was written by a newer version of Loose Ends: update the program.
book-folder = { $path } is a folder: name a file for the case book.
book-permission-denied = { $path } may not be opened or written: check the rights of the file and its folder.
book-disk-full = There is no room left for { $path }: free some space and try again; nothing was changed.
book-busy = { $path } is in use by another program: wait a moment and try again.
book-damaged = { $path } is damaged: keep the file and bring back your last copy.
book-other = { $path } cannot be used ({ $detail }): check the place and try again.
rejected-row = line { $line }: { $reason }
rejected-cell = line { $line }, column “{ $column }”, “{ $value }”: { $reason }
rejected-not-an-amount = not an amount
rejected-too-many-decimals = more decimals than the currency has
rejected-amount-too-large = too large an amount
rejected-not-a-date = not a date
rejected-impossible-date = no such date
rejected-not-a-currency = not a currency
rejected-missing = missing
rejected-cut-off = the row is cut off
rejected-too-many-fields = more fields than the heading
rejected-unclosed-quote = a quotation mark is never closed
rejected-not-text = not readable as text
rejected-unknown-type = a type of transaction that is not known
warning-footer-count-differs = The report’s last line counts { $stated } rows; { $counted } were found.
warning-two-columns-same-heading = Two columns are headed “{ $column }”: the first one is used.
warning-damaged-reference = Column “{ $column }”: { $count } numbers were damaged by a spreadsheet and are not used to join (first in line { $line }).
warning-unknown-status = The status “{ $word }” is not known and is shown as it stands (rows: { $count }, first in line { $line }).
warning-unreadable-fee = Column “{ $column }”: { $count } fees cannot be read (first in line { $line }); the payments are kept.
warning-unreadable-settlement-day = Column “{ $column }”: { $count } settlement days cannot be read (first in line { $line }); the payments are kept.
missing-date = a date
missing-header = a heading line
history-opened = Found: { $finding }
history-finding-changed = Changed by new reports: { $from } → { $to }
history-evidence-added = New reports speak of it: { $files }
history-settled-by-report = Settled by { $files }
history-reopened-by-report = Opened again: { $files } changes the evidence
history-checked = Checked: { $checks }
history-unchecked = Taken back: { $checks }
history-step-done = Done: { $step }
history-step-skipped = Skipped: { $step } — { $reason }
history-contacted = { $party }, { $channel }: { $said }
history-action-chosen = Action: { $action }
history-waiting = Waiting until { $until }: { $reason }
history-noted = Note: { $text }
history-closed = Closed: { $outcome } — { $reason }
history-reopened = Reopened: { $reason }
outcome-settled-by-report = Settled by a later report

## Command line

recognised-by-meaning = by what its headings mean
recognised-by-headings = by its headings { $headings }
cli-report = { $file }: { $source }, { $format }, { $encoding }; { $rows } rows = { $accepted } read + { $duplicates } known already + { $skipped } no payment + { $rejected } unreadable
cli-more-rows = … and { $count } more; --json lists them all
cli-case-counts = Cases: { $opened } opened, { $updated } updated, { $closed } closed by reports; { $open } unfinished.
cli-bad-value = “{ $value }” does not fit { $option }; see loose-ends --help.
cli-missing = { $what } is missing; see loose-ends --help.
cli-unknown-option = There is no option { $option } here; see loose-ends --help.
cli-not-understood = The call was not understood ({ $words }); see loose-ends --help.
cli-sample-day-alone = The sample day has a case book of its own: call it without a command, or name its book with --db.
cli-suggested = suggested
cli-answer-lost = The answer could not be written ({ $detail }): free some space where it goes and ask again.
cli-no-cases = No unfinished payments.
cli-hold = Do not charge again before { $until }.
cli-saved = Case { $case }: { $what } ({ $operator }; { $state }).
cli-nothing-to-do = Say what to do with the step: --check ID, --done or --skip REASON.
cli-not-an-amount = “{ $value }” is not an amount: write it like 268.00.
cli-not-a-time = “{ $value }” is not a time: write 22:47, 2026-11-24 or 2026-11-24T09:00.
cli-export-csv-only = { $path } does not end in .csv: case records are written as CSV.
cli-exported = { $count } case records written to { $path }.
cli-written = Written to { $path }.
cli-unknown-command = There is no command and no file “{ $word }”; see loose-ends --help.
cli-no-display = There is no display for a window, so the same work is done here in the terminal.
cli-no-window = The window could not be opened ({ $detail }).
doctor-book = { $path }: { $reports } reports, { $history } entries of history, head { $head }.
doctor-good = The case book is whole and its history holds.
doctor-tampered = The history was changed from outside at entry { $at }: keep this file, and bring back a backup.
doctor-damaged = The case book is damaged ({ $what }): bring back a backup.
sheet-what = Matter
sheet-amount = Amount
sheet-time = Time
sheet-provider-ref = Provider’s number

## Summary

csv-case = Case
csv-state = State
csv-finding = What is wrong
csv-business-day = Business day
csv-time = Time
csv-amount = Amount
csv-currency = Currency
csv-at-risk = At risk
csv-terminal = Terminal
csv-merchant = Merchant
csv-store = Shop
csv-scheme = Card or wallet
csv-card = Card number
csv-rrn = Reference
csv-stan = Voucher number
csv-auth = Authorisation code
csv-batch = Batch
csv-order = Order
csv-says = { $source } says
csv-cause = Cause
csv-reasons = Reasons
csv-step = Step
csv-due = Due
csv-contacts = Contacts
csv-action = Action
csv-outcome = Outcome
csv-outcome-reason = Reason
csv-money-effect = Effect on money
csv-money-amount = Lost or gained
csv-closed-by = Closed by
csv-closed-at = Closed at
csv-notes = Notes
csv-uid = Unique number
summary-title = Close of day
summary-made = Made { $at } by { $operator }
summary-reports = Reports
summary-no-reports = none imported for this day
summary-counts = { $unfinished } unfinished, { $waiting } of these waiting, { $closed } closed
summary-at-risk = At risk: { $sum }
summary-history = History: { $head }

## Close of day

summary-findings = What was found
summary-state = { $state } ({ $count })
summary-signed = Signed off
summary-not-signed = This day is not signed off.
summary-column-report = Report
summary-column-to = Up to
summary-column-rejected = Unreadable
summary-column-type = Type
summary-column-rows = Rows
summary-column-unfinished = Unfinished
summary-column-closed = Closed
summary-column-next = Next step
summary-column-waits-for = Waiting for
summary-column-until = Until
summary-column-card = Card or wallet
summary-sign-cashier = Cashier
summary-sign-manager = Manager
summary-sign-date = Date
summary-signature = No. { $number } · { $day } · signed { $at } by { $operator }
summary-signed-then = When signed: { $counts }; at risk: { $sum }
summary-signed-override = Signed with due cases open: { $reason }
summary-amendments = Amendments after No. { $number }: { $count ->
    [one] { $count } change
   *[other] { $count } changes
    }
summary-late-report = Late report: { $report }, { $file }
summary-changed-case = Case { $case }: { $what }
summary-page = Page { $page } / { $pages }
refused-due-cases-open = The day cannot be signed off: { $count ->
    [one] { $count } case is
   *[other] { $count } cases are
    } open and due ({ $cases }); finish what is due, or give the reason for signing anyway.
refused-day-signed = The day is signed off as No. { $number } already and nothing has changed since, so there is nothing to sign.
refused-day-ahead = This day has not begun: sign it off when it is over.
problem-not-handed-over = { $program } could not take the summary ({ $detail }): open or print it yourself, it lies at { $path }.
problem-unknown-form = { $path } does not end in .pdf or .txt: the summary is written in these two forms.
cli-signed-off = { $day } is signed off as No. { $number } by { $operator }: { $counts }; history { $head }.
cli-bad-period = The period is not clear: give --from and --to, the earlier day first, or --day alone.
window-print-summary = Print summary
window-sign-off = Sign off day
window-is-signed = Signed off
window-key-print = Ctrl+P print
window-signed-by = Signed off { $at } by { $operator }, No. { $number }
window-changes-since = { $count ->
    [one] { $count } change since
   *[other] { $count } changes since
    }
window-more-changes = … and { $count } more; the summary lists them all
window-due-open = { $count ->
    [one] { $count } case is
   *[other] { $count } cases are
    } open and due today ({ $cases }): finish what is due, or say why the day is signed anyway.
window-sign-off-reason = Why sign with due cases open…
window-sign-off-title = Sign off { $day }
window-sign-off-now = Sign as { $operator }
window-summary-title = Summary of { $day }
window-open-pdf = Open PDF
window-print = Print
window-save-as = Save as…
window-type-total = { $kind } { $count } ({ $amount })
window-finding-total = { $unfinished } unfinished ({ $sum }), { $closed } closed
window-notice-signed-off = The day is signed off as No. { $number }.
window-opened = The summary is open in the viewer; its file lies at { $path }.
window-printed = The summary was sent to the printer; its file lies at { $path }.
