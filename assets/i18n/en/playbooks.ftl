### What a cashier is told while handling a case. The ids are those of assets/playbooks and of the classes in
### assets/codes. Checks stand in a narrow panel: keep them to two lines. Only the customer texts take variables,
### $amount (with its currency) and $time (of the payment), because only they leave the shop.

## Checks: what to look at, ask and do

check-ask-booked-amount = Ask: which amount and currency are booked? Can it be corrected?
check-ask-both-settled = Ask: will both charges settle, or is one of them being undone?
check-ask-captured = Ask: is it captured? Will it settle? When does it show?
check-ask-claim-deadline = Ask: by when must the slip be there to claim the money?
check-ask-final-state = Ask: is the result final? Is a reversal on its way?
check-ask-refund-fee = Ask what a void and what a refund cost, before choosing
check-ask-search-two-days = Ask for a search by reference, on that day and the day after
check-auth-code-printed = Slip: authorisation code there? “Offline” or “training” printed?
check-batch-still-open = Is the terminal's batch still open? Only then can it be voided
check-compare-references = Compare the reference numbers: only different ones are two charges
check-compare-sources = Compare the sources above: result, amount, time, card
check-copy-call-sheet = Copy the call sheet: merchant, terminal, time, amount, reference
check-count-purchases = One purchase or two? Count the till receipts and the goods
check-customer-app-debit = Customer's app: a debit or a hold? Do not ask for the balance
check-find-slip = Find the signed slip or wallet order and put it with this case
check-find-till-receipt = Find the till receipt and the slip of this sale
check-find-till-sale = Search the till: other time, other tender, other till?
check-get-customer-consent = The customer agrees to the right amount; note how they said so
check-give-refund-slip = Give or send the customer the void or refund slip
check-goods-handed-over = Find out: does the customer have the goods? Paid another way?
check-keep-evidence = Keep slip, portal print and chat; cover card numbers in photos
check-leave-terminal-on = Leave the terminal on, above all while it says “reversing”
check-line-works = Check the line: cable, Wi-Fi, signal; do other terminals work?
check-look-in-next-report = Look in the acquirer's next report: it may have come after cut-over
check-mark-second-charge = Mark the charge that goes back: not the one with the till sale
check-name-right-amount = Decide from goods and receipt which amount is right
check-own-merchant-number = Merchant and terminal number on the slip are the shop's own
check-query-order = Look it up in the acquirer's or wallet's portal by its number
check-reprint-slip = Reprint the slip on the terminal: does it say “approved”?
check-restart-last = Restart or call a technician only after it has been looked up
check-shop-account-unusual = Shop's acquirer account: any other unusual entries today?
check-tell-customer = Tell the customer how it ended
check-tell-pending-reversal = Terminal holds a reversal? Tell them before its next sale
check-tip-or-discount = Would a tip, discount or coupon explain the difference?
check-unsent-sales = Terminal menu: unsent offline sales, or a batch not settled?
check-write-lesson = Write one sentence: how can we avoid this next time?

## Waiting times: what happens until then

wait-bank-returns-hold = If the charge is undone, the customer's bank frees the money by about then
wait-charge-stands = The charge stands until the acquirer says otherwise: do not charge again
wait-difference-settles = A refund of the difference shows in the acquirer's next report
wait-first-try-undone = One of the two may be a first try that is still being undone
wait-late-answer = A late answer or a reversal can still arrive: do not charge again
wait-look-up-again = Still nothing? Look it up again then
wait-next-settlement-file = What came after the cut-over stands in the acquirer's next report
wait-second-refund-visible = The refund reaches the customer's account by about then
wait-slip-to-acquirer = Have the slip at the acquirer by then to claim the money
wait-wallet-bill = The wallet's bill of the day tells for certain
wait-written-escalation = No answer by then: write to the acquirer's dispute desk

## Never-rules: what must not be done

never-cash-for-card = Never give cash back for a card or QR payment: return it the way it came.
never-charge-absent-customer = Never charge a card again without the customer there and agreeing.
never-charge-paid-customer = Never charge the customer again while the first charge stands.
never-charge-while-unknown = Never charge again, by any card or code, before the first result is looked up.
never-clear-terminal = Never clear the log, reset or swap a terminal with unsent sales or a waiting reversal.
never-discard-slip = Never throw the slip away: without it the money cannot be claimed.
never-expose-card-data = Never read out or photograph a full card number, or ask for a PIN or SMS code.
never-keep-surplus = Never keep what was charged too much, nor wait for the customer to notice.
never-next-sale-before-call = Never run the next sale on a terminal with a waiting reversal before the acquirer knows: it may undo this payment.
never-refund-before-settled = Never refund before the acquirer has both charges for certain: one may undo itself.
never-refund-unreceived-money = Never refund or void it: no money came in, the shop would pay out its own.
never-return-delivered-sale = Never return the charge that the delivered goods belong to.
never-trust-phone-screen = Never hand over goods on the customer's screen or SMS alone: the shop's side decides.
never-void-and-refund = Never both void and refund the same sale: the money would go back twice.

## Actions, and what each leads to

action-ask-acquirer-to-adjust = Ask the acquirer to adjust it
action-ask-acquirer-to-adjust-effect = The acquirer returns what it took too much, or claims what is missing; send slip and receipt, it takes days.
action-ask-customer-to-pay = Ask the customer to pay another way
action-ask-customer-to-pay-effect = The bank refused and no money is coming; show the customer the refusal and take a new payment.
action-cancel-unpaid-order = Cancel the wallet order, then start a new one
action-cancel-unpaid-order-effect = The old order can no longer be paid; if cancelling fails because it is paid, count it as paid.
action-contact-customer = Call the customer and agree the right amount
action-contact-customer-effect = Too much: return the difference. Too little: the customer pays the rest in a second sale, if they agree.
action-correct-till-entry = Correct the entry in the till
action-correct-till-entry-effect = The till then says what was really paid and how; no money moves.
action-keep-both = Keep both: the customer bought twice
action-keep-both-effect = Nothing goes back; keep both till receipts as proof.
action-let-reversal-run = Let the terminal send its reversal
action-let-reversal-run-effect = A balance inquiry or the settlement sends it; the charge is then undone. Print the result.
action-mark-as-paid = Count it as paid
action-mark-as-paid-effect = The acquirer has the money and the shop keeps it; see that the till has this sale exactly once.
action-refund-by-original-route = Refund it the way it was paid
action-refund-by-original-route-effect = For a customer without the goods, or who paid another way; the money returns to the same card or wallet.
action-refund-difference = Refund the difference
action-refund-difference-effect = If too much was charged: only the difference returns, to the same card or wallet.
action-refund-second = Refund the second charge
action-refund-second-effect = The first charge stays for the goods; the second returns to the same card or wallet within days.
action-ring-up-without-charging = Ring up the sale without charging again
action-ring-up-without-charging-effect = The till gets the missing sale, the customer pays nothing more; the goods are theirs.
action-send-slip-for-claim = Send the slip, so that the acquirer can claim
action-send-slip-for-claim-effect = If the next report does not show it either, the acquirer claims the money from the card's bank.
action-take-other-method = Take a new payment another way
action-take-other-method-effect = Only once the acquirer says that the first is refused or undone; if the balance was short, the customer can top up or use another card.
action-upload-stored-sales = Send the terminal's stored sales
action-upload-stored-sales-effect = With the line back, upload or settle; a sale stored offline then reaches the acquirer, or comes back refused.
action-void-and-resell = Void it and take the right amount
action-void-and-resell-effect = Same day, same terminal, batch open, customer there: the wrong charge goes in full, then comes a new sale.
action-void-second-same-batch = Void the second charge
action-void-second-same-batch-effect = Same day, same terminal, batch still open: the second charge never settles.
action-wait-for-report = Wait for the next report
action-wait-for-report-effect = Nothing is charged or returned until the report says how it ended; the case comes back by itself.

## Outcomes: how a case ended

outcome-adjusted-by-acquirer = Adjusted by the acquirer
outcome-amount-agreed = Amount agreed with the customer, nothing to move
outcome-claimed-by-acquirer = Claimed by the acquirer and received
outcome-confirmed-paid = Confirmed as paid
outcome-difference-collected = Difference paid by the customer
outcome-difference-refunded = Difference refunded
outcome-not-charged = Customer was not charged
outcome-order-cancelled = Order cancelled unpaid
outcome-paid-by-other-method = Paid another way
outcome-refunded = Refunded to the customer
outcome-reversed-by-issuer = Charge undone, money back with the customer's bank
outcome-sale-rung-up = Sale rung up, no second charge
outcome-second-voided = Second charge voided
outcome-settled-by-report = Settled by a later report
outcome-sold-again-correctly = Voided and sold again at the right amount
outcome-till-corrected = Till entry corrected
outcome-two-purchases = Two purchases, both right
outcome-written-off = Written off as a loss

## For the customer: full sentences to show or read aloud

customer-amount-differs-too-little = For your purchase ({ $time }) our terminal was set to too low an amount: { $amount } was charged. The mistake is ours. Would you be willing to pay the difference? We will charge nothing without your consent.
customer-amount-differs-too-much = For your purchase ({ $time }) our terminal charged { $amount }, which is too much. We are sorry. We are returning the difference to the card or wallet you paid with; your bank usually needs a few working days to show it.
customer-charged-no-sale-bank-inquiry = We have reported your payment of { $amount } ({ $time }) to our payment provider and are following it up. If you like, you can also ask your bank to look into this payment; please give them the date, the amount and our shop's name.
customer-charged-no-sale-money-back = Your payment of { $amount } ({ $time }) was not completed, and our payment provider has confirmed that it is being undone. You do not need to do anything. The money usually shows in your account again within three to seven working days.
customer-charged-no-sale-stays-paid = Your payment of { $amount } ({ $time }) has reached us, although our terminal did not show it. The purchase is paid and you owe nothing more. Thank you for your patience.
customer-charged-twice-money-back = We are sorry: for your purchase ({ $time }) you were charged { $amount } twice. We are returning one of the two charges to the card or wallet you paid with. Your bank usually needs a few working days to show it.
customer-charged-twice-one-is-a-hold = Your bank shows { $amount } twice ({ $time }), but our payment provider has received only one of the two. The other is a hold that your bank releases by itself, usually within three to seven working days. You pay only once.
customer-result-unknown-not-charged = Our payment provider has confirmed that your payment of { $amount } ({ $time }) did not go through, so the shop has not been paid. Would you like to pay another way? If your bank still shows a hold, it releases it by itself.
customer-result-unknown-paid = Our payment provider has confirmed your payment of { $amount } ({ $time }). The purchase is paid and you owe nothing more. Thank you for waiting.
customer-result-unknown-please-wait = We cannot see yet whether your payment of { $amount } ({ $time }) went through. Please do not pay again for now, so that you are not charged twice. We are asking our payment provider and will tell you as soon as we know.
customer-sale-not-charged-pay-again = Your bank refused the payment of { $amount } ({ $time }), although our terminal first accepted it, so the shop has not been paid. Could you please pay another way? We will gladly give you a copy of the refusal.
customer-sale-not-charged-still-checking = We are checking your payment of { $amount } ({ $time }) with our payment provider. You have done everything right and need not pay again for now. If anything is left to settle, we will get in touch with you.

## Response codes: what a class of codes asks for

code-class-approved = Paid. Nothing to do once the acquirer's report shows the same amount.
code-class-approved-check = Approved, but look closely: only a part, only a hold, or not sent to the bank yet. Compare with the acquirer before counting on it.
code-class-closed = Over: cancelled, undone or refunded. No money is due; see that the till says the same.
code-class-declined-card = Refused, no money taken. This card will not work here; ask for another card or another way to pay.
code-class-declined-customer = Refused, no money taken. The customer can correct it, top up, call their bank, or pay another way; do not keep trying the same card.
code-class-merchant-config = The terminal or the merchant's registration is at fault. Sign on again once; if it comes back, give the acquirer terminal, time and code.
code-class-reconciliation = About the batch, not one payment. Let the upload finish, settle, and compare the totals with the acquirer.
code-class-related-txn = The void, refund or completion does not fit its original. Check reference, amount and day of the original before trying again.
code-class-security = Stopped for safety. Do not try again and do not accuse the customer; ask for another way to pay, and call the acquirer if the code says so.
code-class-technical-retryable = It broke off before anything was charged. Wait a moment and try once more, unless the customer's bank shows a debit; then look it up first.
code-class-uncertain-must-query = Nobody knows yet whether it was charged. Look it up at the acquirer before anything else; do not charge again.
