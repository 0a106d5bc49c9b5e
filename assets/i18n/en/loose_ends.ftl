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
meaning-failed-still-open = The terminal still shows something unfinished: a reversal is pending or failed, or a refused payment is in progress.
meaning-refund-not-seen = The shop gave money back, but the acquirer does not show it, or shows it as not done.
meaning-reversed-after-sale = The acquirer undid this payment; the till still counts it as sold.
meaning-preauth-open = An amount is held on the customer’s card and was neither taken nor released.
meaning-offline-not-uploaded = The terminal stored this sale offline, and the acquirer does not have it.
meaning-batch-not-settled = The terminal’s batch is still open, or was closed with counts that differ.
meaning-settled-late = The sale is paid, but the acquirer paid out later than promised.
meaning-settlement-differs = The payout is not the amount less the fee, or the fee is not the agreed one.
warning-charged-no-sale = Do not ask for the card again.
warning-sale-not-charged = Do not refund or void it: no money came in.
warning-result-unknown = Do not charge again before it is looked up.
warning-amount-differs = Do not settle the difference in cash.
warning-charged-twice = Do not void the charge that paid for the goods.
warning-failed-still-open = Do not switch the terminal off or charge again.
warning-refund-not-seen = Do not refund again under a new number, nor in cash.
warning-reversed-after-sale = Do not hand over more goods on it.
warning-preauth-open = Do not complete it twice or above the amount allowed.
warning-offline-not-uploaded = Do not take the sale again while it waits on the terminal.
warning-batch-not-settled = Do not clear or swap the terminal.
warning-settled-late = Do not charge again: it is paid.
warning-settlement-differs = Do not ask the customer for the difference: they paid the right amount.
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
window-chip-closed = Closed { $count }
window-chip-terminal = Terminal: { $terminal }
window-all-terminals = all
window-column-time = Time
window-column-amount = Amount
window-column-card = Card / wallet
window-column-terminal = Terminal
window-column-finding = What is wrong
window-column-next = Next step
window-column-due = Due
window-sort-by = Sort by { $column }
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
window-hold = Do not charge again before { $time } · { $left } left
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
reason-bill-not-covered-yet = The bill of { $wallet } does not cover it yet.
reason-paid-by-wallet = It was paid by { $wallet }: look it up by its order number.
reason-amounts-differ = { $left } says { $left_amount }, { $right } says { $right_amount }.
reason-currencies-differ = { $left } and { $right } name different currencies.
reason-same-card-same-amount = Same card and same amount, { $seconds } seconds after the first charge.
reason-same-order = Order { $order } was paid twice.
reason-same-open-batch = Both are in batch { $batch } of terminal { $terminal }, and no report shows it closed.
reason-joined-by-amount-and-time = The reports were joined by amount, card and time ({ $seconds } seconds apart), as a reference number is missing.
refused-closed = The case is closed: reopen it with a reason first.
refused-not-closed = The case is not closed, so there is nothing to reopen.
refused-unknown-check = The step has no check “{ $name }”; it has: { $known }.
refused-unknown-action = There is no action “{ $name }” for this case; choose one of: { $known }.
refused-unknown-outcome = There is no outcome “{ $name }” for this case; choose one of: { $known }.
refused-checks-open = { $step } is not done: tick first: { $checks }.
refused-no-contact = Nobody has been asked yet, and the customer’s word is not enough: record whom you asked and what they said first.
refused-no-action = No action is chosen: choose what is done first.
refused-not-acknowledged = Acknowledge this rule first: { $rules }.
refused-no-reason = A reason is needed: write why.
refused-steps-open = The case cannot be closed while steps are open ({ $steps }): finish them, or give the reason for closing anyway.
refused-no-amount = State how much was lost or gained.
refused-amount-does-not-fit = The amount does not fit: give one above zero for a loss or a gain, and none otherwise.
refused-in-the-past = That time has passed: choose a later one.
refused-no-text = There is nothing to save: write what was said first.
refused-no-operator = Nobody is named as operator: choose who you are first.
problem-unknown-case = There is no case { $id } in this case book.
problem-not-written = { $path } could not be written ({ $detail }): choose another place.
problem-cancelled = Cancelled: nothing was stored.
problem-bad-asset = { $file } cannot be used: { $detail }.
file-not-found = { $file } cannot be found: check its place and name.
file-folder = { $file } is a folder without a file in it: choose the folder with the reports.
file-unreadable = { $file } could not be read ({ $detail }): close other programs that use it, then try again.
file-empty = { $file } is empty: download the report again.
file-binary = { $file } is not a text report: export it as CSV and try again.
file-no-table = { $file } is not a table of rows: export the report as CSV and try again.
file-ambiguous-dates = { $file }: “{ $example }” in column “{ $column }” can be read as day/month or month/day; export dates as 2026-11-23 and try again.
file-web-page = { $file } is a web page, not a report: sign in to the portal again and download the file itself.
file-header-without-rows = { $file } has a heading and no rows: check the period that was exported.
file-not-recognised = { $file } was not recognised: it has the columns { $columns } and lacks { $missing }; open it in the window and say what its columns mean.
file-no-headings = { $file } was not recognised as a report: no line of column headings was found; open it in the window and say what its columns mean.
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
warning-unknown-zone = The time zone “{ $word }” is not known (rows: { $count }); their times are read in the shop’s own.
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
recognised-by-shapes = by what its columns look like
recognised-by-reader = by its whole layout
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
cli-with-hint = { $sentence } ({ $hint })
cli-not-an-amount = “{ $value }” is not an amount: write it like 268.00.
cli-not-a-time = “{ $value }” is not a time: write 22:47, 2026-11-24 or 2026-11-24T09:00.
problem-unknown-export-form = { $path } ends in neither .csv nor .xlsx: case records are written in these forms.
xlsx-sheet-cases = Cases
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

## People, agreement and call sheet

refused-no-agreement = The customer has to agree first: record what they said, then choose this.
window-call-sheet = Call sheet
window-call-sheet-hint = Read it out, or copy it with Ctrl+Shift+C. Never read out a full card number.
window-what-to-ask = What to ask
window-answer-debit = Debit
window-answer-hold = Hold
window-answer-neither = Neither
window-answer-nothing-unusual = Nothing unusual
window-answer-unusual = Something unusual
window-found-debit = Customer’s app: a debit
window-found-hold = Customer’s app: a hold, no debit
window-found-neither = Customer’s app: neither debit nor hold
window-found-nothing-unusual = Shop’s account: nothing unusual
window-found-unusual = Shop’s account: unusual entries
window-agreement-first = The customer must agree first
window-agreement-on-record = On record: { $contact }
window-agreement-how = How they agreed: name, phone, paper…
window-agrees-in-person = In person: agrees
window-agrees-by-phone = By phone: agrees
window-agrees-to = Agrees: { $action }
window-said-customer-again = Agrees to pay again
window-said-customer-refund = Agrees to the refund
window-said-customer-debit = Has a debit
window-said-customer-hold = Has a hold, no debit
window-said-customer-left = Has left, phone number with the manager
window-said-issuer-debit = The bank shows a debit
window-said-issuer-hold = The bank shows a hold and frees it
window-said-issuer-nothing = The bank has nothing
window-said-issuer-cardholder = Only the cardholder can ask
window-said-network-fault = Fault reported, ticket number noted
window-said-network-fine = The line is fine
window-said-network-repaired = Repaired
window-said-visit = Somebody comes to look
window-said-technician-phone = Solved by phone
window-said-technician-replace = The terminal is replaced
window-said-technician-wait = Wait, do not reset it
window-look-up = Where to look it up: { $place }
window-number-on-card = number on the back of the card
window-row-terminal = Terminal
window-row-place = Shop
window-row-counterparty = Paid by
window-row-settled-on = Settled
window-row-fee = Fee
window-row-net = Paid out
window-row-payments = Payments
window-row-sum = Sum
window-differs = ≠ { $value }
window-differs-spoken = { $cell }, differs
window-difference = Difference: { $money }
window-block-second-charge = This charge
window-block-first-charge = The first charge
window-block-original = The original
window-block-follow-up = What followed
window-more-payments = and { $count } more
sheet-payments = { $count ->
    [one] { $count } payment
   *[other] { $count } payments
    }
sheet-difference = Difference
sheet-type = Type
sheet-expires = Expires
sheet-shop = Shop name
sheet-payer = Payer
sheet-response = Response and screen text
sheet-settled-on = Settlement day
sheet-fee = Fee
sheet-net = Paid out
sheet-original = Original
sheet-follow-up = What followed
window-show-call-sheet = Read out
cli-none-of = “{ $value }” does not fit { $option }; write one of: { $known }.

## Cases started by hand, and cases that turn out to be one

reason-told-at-the-counter = Told at the counter; no report shows it yet.
history-started-by-hand = Started by hand: { $finding }, { $amount }
history-found-in-report = Found in { $files }
history-joined-to = The same payment as case { $case }, which goes on
outcome-joined-to-older-case = Goes on as an older case
refused-in-the-future = This time is still to come. Give the time at which the customer paid.
refused-not-told-at-the-counter = A case of the kind { $name } needs a report. By hand you can start: { $known }.
cli-started = Case { $case } started: { $finding }, { $amount }, { $state }.
new-case-open = Start a case…
new-case-title = A case by hand
new-case-how = For a customer who stands here now: write down what is known. Tonight's reports find the payment by themselves.
new-case-finding = What seems to be wrong
new-case-amount = Amount in { $currency }
new-case-time = Time, now { $now }
new-case-terminal = Terminal
new-case-scheme = Card or wallet
new-case-card = Last 4 digits of the card
new-case-reference = Reference or order number
new-case-not-known = { $what }: not known
new-case-never = Never write down a full card number, a PIN or an SMS code.
new-case-start = Start the case
new-case-give-up = Give up
new-case-no-amount = Write the amount that the customer paid or wanted to pay.
new-case-bad-time = “{ $time }” is no time of day; write it like 12:05, or leave it empty for now.

## Reasons about money given back, amounts held, batches and settlements
reason-reversal-pending = The reversal is not through yet: the terminal still has it pending{ $code }.
reason-reversal-failed = The reversal failed{ $code }.
reason-failed-shown-in-progress = The payment was refused{ $code }, but the terminal still shows it as in progress.
reason-acquirer-has-original = The acquirer still has the money of the original payment.
reason-acquirer-lacks-return = The acquirer’s report covers this time and does not show this { $kind }.
reason-acquirer-return-not-done = The acquirer shows this { $kind } as { $status }.
reason-return-shown-done = { $source } shows this { $kind } as done.
reason-return-unclear = The terminal has no final answer to this { $kind }{ $code }.
reason-return-refused = The terminal refused this { $kind }{ $code }.
reason-acquirer-reversed = The acquirer shows the sale as { $status }.
reason-acquirer-gave-back = The acquirer gave the money back by a { $kind } that neither terminal nor till knows.
reason-hold-open = No completion and no void belongs to this pre-authorisation.
reason-hold-expires = The held amount lapses on { $date }.
reason-stored-offline = The terminal stored it offline and has not sent it.
reason-upload-refused = It was stored offline; when it was sent, it was refused{ $code }.
reason-upload-deadline = It must be sent by { $date }.
reason-batch-open = Batch { $batch } of terminal { $terminal } was not settled.
reason-batch-unbalanced = Batch { $batch } of terminal { $terminal } was settled, but the counts do not agree.
reason-batch-runs-long = Batch { $batch } of terminal { $terminal } has been open for { $hours } hours.
reason-batch-unseen = The acquirer shows none of the { $count } payments of batch { $batch } of terminal { $terminal }.
reason-batch-payments = Payments in the batch: { $count }.
reason-settled-after-promise = Settled on { $settled }; promised by { $promised }.
reason-net-differs = Paid out: { $net }. Gross { $gross } less fee { $fee } would be { $expected }.
reason-fee-differs = The fee is { $fee }; by contract ({ $rate } %) it would be { $expected }.

## Imports

coverage-cards = Acquirer report, cards
coverage-wallet = { $wallet } bill
coverage-journal-of = The journal of { $terminal }
coverage-till-export = The till export
gap-no-report = { $report } of { $day }: nothing is imported yet.
gap-missing-terminal = No report of { $terminal } for { $day }.
gap-ends = { $who } ends at { $time }; { $count ->
    [one] 1 payment after that is not compared.
   *[other] { $count } payments after that are not compared.
    }
gap-begins = { $who } begins at { $time }; { $count ->
    [one] 1 payment before that is not compared.
   *[other] { $count } payments before that are not compared.
    }
gap-hole = { $who } has nothing from { $from } to { $to }; { $count ->
    [one] 1 payment of that time is not compared.
   *[other] { $count } payments of that time are not compared.
    }
gap-expected = { $who } of { $day }: expected { $at }.
gap-overdue = { $who } of { $day }: should be here since { $at }; import it.
window-gap-and-more = { $gap } And { $count } more.
skipped-fee = fee
skipped-cash = cash
skipped-payout = payout
skipped-transfer = transfer
skipped-adjustment = adjustment
skipped-inquiry = balance inquiry
skipped-administration = sign-on, batch and the like
skipped-voucher = voucher
skipped-on-account = on account
skipped-member-balance = member balance
skipped-zero = no amount
imports-nothing-recognised = Nothing was imported.
imports-read-in-part = Imported in part. Cases: { $opened } new, { $updated } changed, { $closed } settled
imports-count = { $count ->
    [one] { $count } report
   *[other] { $count } reports
    }
imports-coverage = What the reports cover
imports-day-before = The day before
imports-day-after = The day after
imports-to-today = Back to today
imports-all-here = Nothing is missing: every report of this day is here.
imports-now = now
imports-empty = No report was imported yet. Drop the files of the terminal, the acquirer and the till on this window.
imports-reading = Reading { $file }: { $count } rows
imports-covers = covers { $line }: { $time }
imports-source = Source
imports-format = Format
imports-encoding = Encoding
imports-rows = Rows
imports-row-sum = { $rows } = { $accepted } new + { $duplicates } known + { $skipped } no payment + { $rejected } rejected
imports-period = From – to
imports-settled = Settled on
imports-terminals = Terminals
imports-not-named = not named
imports-imported = Imported
imports-by = { $at } by { $operator }
imports-no-payment = No payment
imports-sums = Sums
imports-sum = { $kind }: { $count } rows, { $amount }
imports-warnings = To note
imports-rejected = Rejected rows
imports-none-rejected = Every row could be used.

## Settings

settings-saved = Everything is saved.
settings-not-saved = Changed, not saved yet.
settings-mistakes = Not saved: something does not fit, see below.
settings-save = Save changes
settings-undo = Undo changes
settings-shop = Shop
settings-shop-name = Name of the shop
settings-shop-hint = as the summary and the call sheet show it
settings-till-name = Name of this till
settings-till-hint = such as Till 2
settings-currency = Currency of reports that name none
settings-currency-hint = such as CNY
settings-zone = Time zone
settings-zone-search = Search city or zone
settings-no-zone = No time zone fits; try a larger city.
settings-operators = Operators
settings-operators-about = The first one is on duty when the program starts. Whoever is removed stays in the history.
settings-new-operator = Name of a new operator
settings-add = Add
settings-remove = Remove { $name }
settings-raise = Move { $name } up
settings-remove-short = Remove
settings-raise-short = Move up
settings-terminals = Terminals
settings-terminals-about = A terminal in this list is missed when its report is not there.
settings-terminal-name = Name of { $terminal }
settings-terminal-hint = what you call it
settings-new-terminal = Number of another terminal
settings-seen = Seen in reports:
settings-add-terminal = Add { $terminal }
settings-acquirers = Acquirers and wallets
settings-acquirers-about = Whom to call about what. One may leave the numbers empty: it answers for the rest.
settings-acquirer = Acquirer { $number }
settings-acquirer-name = Name
settings-answers-for = Answers for
settings-answers-hint = merchant numbers or unionpay, visa, wechat, alipay
settings-hotline = Hotline
settings-hours = When somebody answers
settings-hours-hint = such as 24 h
settings-look-up = Where to look a payment up
settings-look-up-hint = address of the portal, menu in the app
settings-fee = Fee by contract, %
settings-fee-hint = such as 0.38
settings-payout = Pays out
settings-payout-report = As its report says, else within 5 days
settings-payout-same-day = On the same day
settings-payout-next = On the next working day
settings-payout-within = Within { $days ->
    [one] { $days } day
   *[other] { $days } days
    }
settings-add-acquirer = Add an acquirer
settings-rules = Times and rules
settings-rules-about = When these change, every case is worked out again.
settings-cutoff = The business day ends at
settings-bill-hour = Bills of the day before appear at
settings-tolerance = Clocks may differ by, in seconds
settings-double = Charged twice: within so many seconds
settings-look = Language and colours
settings-look-about = These change at once.
settings-language = Language
settings-theme = Colours
settings-not-a-currency = Write three letters, such as CNY.
settings-not-a-zone = There is no such time zone; choose one.
settings-not-seconds = Write a whole number of seconds from 0 to { $most }.
settings-not-a-rate = Write a percentage such as 0.38.
settings-in-the-list = This is in the list already.
settings-two-for-all = Only one acquirer can answer for everything else; write what this one answers for.
settings-made-new-cases = the shop’s settings
zone-system = As this computer
zone-shanghai = China (Beijing, Shanghai)
zone-hong-kong = Hong Kong
zone-macau = Macau
zone-taipei = Taipei
zone-singapore = Singapore
zone-malaysia = Malaysia
zone-thailand = Thailand
zone-japan = Japan
zone-sydney = Australia (Sydney)
zone-london = Britain (London)
zone-berlin = Germany (Berlin)
zone-new-york = USA (New York)

## Insights

insights-title = What keeps going wrong
insights-facts = { $days } days · { $payments } payments · { $unfinished } unfinished ({ $share } %)
insights-facts-without-payments = { $days } days · { $unfinished } unfinished
insights-span = Last { $days } days
insights-span-name = How far back
insights-chart = Unfinished per day, by cause
insights-known-days = { $count ->
    [one] Reports are here for 1 of these days; the others say nothing.
   *[other] Reports are here for { $count } of these days; the others say nothing.
    }
insights-table = By cause
insights-cause = Cause
insights-unfinished = Unfinished
insights-open = Still open
insights-amount = Amount
insights-share = Share
insights-empty-title = Nothing to see yet
insights-empty = Causes show up here from the first imported day on. Import the reports of a day, and come back.
insights-none-title = Nothing was left unfinished
insights-none = In these days every payment that the reports show was finished.
insights-counting = Counting…
insights-day = { $day }: { $causes }
insights-cause-count = { $cause } { $count }

## Tables of cases

table-carried-over = Carried over from earlier days: { $count }
table-of-today = Today: { $count }
table-group = { $terminal }, { $root } { $span }: { $count ->
    [one] { $count } payment
   *[other] { $count } payments
    }
table-root-network = no network
table-root-terminal = terminal fault
table-root-batch = batch { $number } not sent
table-batch = Batch { $number } · { $count ->
    [one] { $count } payment
   *[other] { $count } payments
    }
table-payout = Payout { $day } · { $count ->
    [one] { $count } payment
   *[other] { $count } payments
    }
table-guard = Do not charge again before { $time } · { $left }
table-guard-lines =
    Do not charge again
    before { $time } · { $left }
table-search = Search (Ctrl+F)
table-search-where = Amount, card, reference, notes, contacts, outcome, operator
table-chip-all = All { $count }
table-chip-open = Open { $count }
table-chip-waiting = Waiting { $count }
table-chip-due = Due { $count }
table-chip-due-late = Due { $count }, late { $late }
table-chip-finding = Finding: { $finding }
table-all-findings = all
table-column-number = No.
table-column-day = Day
table-column-state = State
table-column-outcome = Outcome
table-column-closed-by = Closed by
table-sorted-up = Sorted by { $column }, smallest first
table-sorted-down = Sorted by { $column }, largest first
table-nothing-fits = No case fits. Clear the search, or choose all findings and all terminals.
table-nothing-due = Nothing more is due today.
table-none-in-this-state = No case is in this state.
table-no-case-ever = There is no case yet. Import the day's reports on the Today screen first.
table-all-accounted = All payments are accounted for
table-all-accounted-next = Next: print the summary, then sign the day off.
table-nothing-so-far = Nothing is unfinished so far
table-still-missing = Still missing: { $reports }. Import them before you close the day.
table-reading-all = Reading all cases…
table-hide-case = Hide the case panel
table-key-groups = → ← open, fold a group

insights-cause-network = Network
insights-cause-terminal = Terminal
insights-cause-issuer = Card’s bank
insights-cause-acquirer = Acquirer
insights-cause-merchant-setup = Merchant set-up
insights-cause-card = Card
insights-cause-balance = Money or limit
insights-cause-customer = Customer
insights-cause-till = Till
insights-cause-unknown = Not known yet

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
summary-signed-override = Signed all the same: { $reason }
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
window-sign-off-reason = Why sign all the same…
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

## What is not safe to do

refused-not-looked-up = Do not charge again before { $until } unless it is looked up: record what the acquirer answered and finish that step first.

## What each source has of an original
sheet-shown-by = recorded by: { $sources }

refused-outcome-does-not-fit = “{ $action }” does not end so. It can end with: { $known }. Choose one of these, choose another action, or give a reason to close it anyway.
refused-amount-too-large = The payment comes to { $most }: no more can be lost or gained with it unless a reason to close it anyway is given.
refused-no-reports = No report of this day was read, so nobody knows what is unfinished. Missing: { $missing }. Read them first, or sign with a reason.
window-no-reports = No report of this day was read. Missing: { $missing }. Read them first, or say why it is signed all the same.

## Card data left out
warning-card-numbers-cut = Card numbers were cut to their first six and last four digits (rows: { $count }).
warning-track-dropped = Magnetic stripe data were left out (rows: { $count }).
warning-cvv-dropped = Card verification codes were left out (rows: { $count }).
warning-pin-dropped = PIN data were left out (rows: { $count }).
warning-expiry-dropped = Expiry dates were left out (rows: { $count }).
warning-name-dropped = Cardholders’ names were left out (rows: { $count }).
warning-column-dropped = Column “{ $heading }” may not be kept and was left out (rows: { $count }).

## Copies of the case book
problem-already-there = { $path } is there already and is not written over: choose another name.
cli-backed-up = The case book was copied to { $path }; head of its history: { $head }.
cli-restored = The case book now holds what { $path } held. What it held before is kept in { $aside }.

## Archives and workbooks
file-packed-too-often = { $file } is packed inside several archives: unpack it and import what is inside.
file-locked = { $file } asks for a password: open it with the password, save it without one and import it again.
file-damaged = { $file } cannot be opened, it is damaged: download it again.
file-unpacks-too-far = { $file } unpacks to far more than any report has and was left alone: ask whoever sent it for a plain export.
file-too-many-files = { $file } holds more than { $most } files: choose the reports among them.
warning-part-not-recognised = “{ $part }” is no report and was left out.

## Evidence
history-attached = Added: { $name }
evidence-empty = { $file } is empty: choose the photo or the file again.
evidence-too-large = { $file } is too large: photos may have 40 MB, other files 10 MB.
evidence-too-many-pixels = { $file } has more pixels than can be looked at: take the photo again with a lower resolution.
evidence-damaged = { $file } is damaged and cannot be shown: take the photo or export the file again.
evidence-unknown-kind = { $file } is no JPEG, PNG, PDF or text file, whatever its name says: add a photo or a screenshot instead.

## Warnings with an import
warning-overlaps = { $count } of { $rows } rows were in the case book already; they are not counted twice.
warning-of-day = { $day }: { $gap }
warning-batch-skipped = Batch { $batch } of { $terminal } is in no report, though the batches before and after it are.
warning-batches-skipped = Batches { $first } to { $last } of { $terminal } are in no report, though the batches before and after them are.
skipped-interest = interest
skipped-investment = investment

## Messages and receipts of terminals
warning-time-of-file = Messages without a time: { $count } (first in line { $line }). The time the file was last written stands for theirs.
skipped-repeated = said again about a payment that was read before
skipped-failed-lookup = a look-up that found no result
skipped-settlement-slip = an end-of-day slip
skipped-copy = a copy of a receipt
skipped-encrypted = a message whose content is encrypted or left out

## Layouts that no format knows
layout-title = New kind of report: { $file }
layout-reading = Looking at the file…
layout-comma = comma
layout-semicolon = semicolon
layout-tab = tab
layout-lines-above =
    { $count ->
        [one] { $count } line above the headings skipped
       *[other] { $count } lines above the headings skipped
    }
layout-no-headings = no headings
layout-rows = { $count } rows
layout-first-rows = the first { $count } rows
layout-nothing-stored = nothing is stored until you press Import
layout-cancel = Cancel
layout-import =
    { $count ->
        [one] Import { $count } row
       *[other] Import { $shown } rows
    }
layout-import-all = Import all rows
layout-this-is = This file is a
layout-remember = remember as
layout-remember-name = Name of this layout
layout-column = Column in the file
layout-values = First values
layout-means = Means
layout-reads = Reads as
layout-unnamed = Column { $number }
layout-same-heading = same heading as another column
layout-means-of = Meaning of “{ $column }”
layout-readable = { $readable } / { $rows }
layout-left-out = never kept
layout-no-payment = no payment
layout-not-known = not known: kept apart
layout-missing = Say which column holds: { $missing }.
layout-no-row = No row can be read like this: choose other meanings.
layout-bad-row = Row { $line } can’t be read:
layout-bad-cell = “{ $column }” is “{ $value }” ({ $reason }).
layout-bad-rest =
    { $count ->
        [0] It is kept apart and shown in the import report.
        [one] It is kept apart and shown in the import report; the other row is fine.
       *[other] It is kept apart and shown in the import report; the other { $shown } rows are fine.
    }
layout-bad-rows = { $count } rows are kept apart and shown in the import report; the other { $readable } are fine.
layout-show-row = Show row
layout-hide-row = Hide row
layout-next-row = Next row
layout-which-date = How is the date { $example } meant? No row of the file tells.
layout-day-first = day first: { $date }
layout-month-first = month first: { $date }
layout-amounts-in = Amounts are in
layout-major = whole units (1.00)
layout-minor = fen or cents (100)
layout-status-words = Words for the status
layout-type-words = Words for the type of row
layout-taken-for-of = “{ $word }” is taken for
layout-waiting = These files have a layout that is not known yet:
layout-set-up = Say what its columns mean
layout-set-up-of = Say what the columns of { $file } mean
layout-forget = Not a report
layout-forget-of = { $file } is not a report
layout-new = New layout…
meaning-of-ignore = Ignore
meaning-of-time = Date and time
meaning-of-date = Date
meaning-of-clock = Time
meaning-of-amount = Amount
meaning-of-amount-out = Amount going out
meaning-of-direction = In or out
meaning-of-currency = Currency
meaning-of-type = Type
meaning-of-status = Status
meaning-of-response-code = Response code
meaning-of-terminal = Terminal
meaning-of-rrn = Reference (RRN)
meaning-of-stan = Trace number
meaning-of-auth = Authorisation code
meaning-of-batch = Batch number
meaning-of-order = Order or receipt number
meaning-of-provider-ref = Provider’s number
meaning-of-original = Original reference
meaning-of-card = Card
meaning-of-scheme = Scheme or wallet
meaning-of-tender = Way of payment
meaning-of-payer = Payer
meaning-of-fee = Fee
meaning-of-net = Net amount
meaning-of-settled-on = Payout day
meaning-of-merchant = Merchant number
meaning-of-store = Shop
meaning-of-till = Till number
meaning-of-cashier = Cashier
meaning-of-zone = Time zone
meaning-of-secret = Secret of a card (never kept)
profiles-title = Layouts of your own
profiles-about = A file with these headings is read without a question. To add one from another shop, choose its .toml file like a report.
profiles-change = Change…
profiles-change-of = Change { $name } with one of its files
profiles-export = Save a copy…
profiles-export-of = Save a copy of { $name }
profiles-remove = Remove
profiles-remove-of = Remove { $name }
profiles-remove-sure = Remove it? What was imported stays.
profiles-remove-yes = Remove for good
profiles-remove-no = Keep
profiles-broken = Its file can’t be used: { $fault }
warning-headings-changed = The headings differ from what this format usually has: { $changes }. Check a few amounts.
heading-renamed = “{ $from }” is now “{ $to }”
settings-watch = Watched folder
settings-watch-about = Reports that appear in this folder are imported by themselves. Leave it empty to switch that off.
settings-watch-label = Folder
settings-watch-hint = such as C:\Reports
watched-folder-gone = The watched folder { $folder } is not there. Connect its drive, or choose another folder in Settings.

## Tills

skipped-cheque = cheque
