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

## Findings, states, steps

finding-charged-no-sale = Charged, no sale
finding-sale-not-charged = Sale not charged
finding-result-unknown = Result unknown
finding-amount-differs = Amount differs
finding-charged-twice = Charged twice
meaning-charged-no-sale = The customer was charged, but the shop has no finished sale for it.
meaning-sale-not-charged = The sale is rung up, but the acquirer has no such money: the goods may be gone unpaid.
meaning-result-unknown = Nobody can say yet whether the customer was charged.
meaning-amount-differs = The reports name different amounts for the same payment.
meaning-charged-twice = The same customer was charged more than once for one sale.
warning-charged-no-sale = Do not ask for the card again.
warning-sale-not-charged = Do not refund or void it: no money came in.
warning-result-unknown = Do not charge again before it is looked up.
warning-amount-differs = Do not settle the difference in cash.
warning-charged-twice = Do not void the charge that paid for the goods.
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


## Messages and errors


## Command line


## Summary


