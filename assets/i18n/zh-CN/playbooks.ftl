### 办理工单时给收银员看的文字。各编号与 assets/playbooks、assets/codes 中的一致。
### 核查项显示在窄面板里，最多两行。只有给顾客看的文字带变量：
### $amount（含币种的金额）和 $time（付款时间），因为只有它们会给店外的人看。

## 核查项：要看、要问、要做的事

check-ask-booked-amount = 询问：入账的金额和币种是多少？能不能更正？
check-ask-both-settled = 询问：两笔都会清算吗？有没有一笔正在冲正？
check-ask-captured = 询问：是否已入账？会不会清算？何时能看到？
check-ask-claim-deadline = 询问：签购单最迟哪天送到才能请款？
check-ask-final-state = 询问：这是最终结果吗？会不会有冲正？
check-ask-refund-fee = 先问清撤销和退货各收多少手续费，再选
check-ask-search-two-days = 请对方按参考号查当天和次日两天
check-auth-code-printed = 看签购单：有授权码吗？印着“脱机”或“培训”吗？
check-batch-still-open = 终端这一批结算了吗？没结算才能撤销
check-compare-references = 比对两笔的参考号：不同才是扣了两次
check-compare-sources = 对照上面各方：结果、金额、时间、卡号
check-copy-call-sheet = 复制通话要点：商户号、终端号、时间、金额、参考号
check-count-purchases = 买了一次还是两次？清点收银小票和商品
check-customer-app-debit = 顾客手机银行有没有扣款或冻结？不要问余额
check-find-slip = 找到签购单（已签名）或钱包订单，附到本工单
check-find-till-receipt = 找到这笔的收银小票和签购单
check-find-till-sale = 在收银里再找：别的时间、支付方式、收银台？
check-get-customer-consent = 顾客同意正确金额；记下是怎样同意的
check-give-refund-slip = 把撤销或退货凭条交给或发给顾客
check-goods-handed-over = 弄清：商品给顾客了吗？是否已用别的方式付款？
check-keep-evidence = 留好签购单、后台截图、聊天记录；照片遮住卡号
check-leave-terminal-on = 终端不要关机，显示“冲正中”时尤其不能关
check-line-works = 查线路：网线、无线、信号；别的终端正常吗？
check-look-in-next-report = 看收单机构下一份对账单：可能日切后才入账
check-mark-second-charge = 标出要退的那一笔：不是收银有销售的那笔
check-name-right-amount = 根据商品和小票，确定哪个金额才对
check-own-merchant-number = 签购单上的商户编号、终端编号是本店的
check-query-order = 按参考号或订单号，到收单或钱包后台查询
check-reprint-slip = 在终端上重打印签购单：印的是“成功”吗？
check-restart-last = 查清之后，才可重启终端或找技术人员
check-shop-account-unusual = 本店收单账户今天还有别的异常记录吗？
check-tell-customer = 把处理结果告诉顾客
check-tell-pending-reversal = 终端有待冲正？做下一笔之前先告诉对方
check-tip-or-discount = 差额是不是小费、折扣或优惠券？
check-unsent-sales = 看终端菜单：有没有未上送的脱机交易、未结算的批次？
check-write-lesson = 写一句话：下次怎样避免？

## 等待时间：到那时会怎样

wait-bank-returns-hold = 若扣款已冲正，发卡行大约到那时退还顾客
wait-charge-stands = 收单机构没说已冲正之前，这笔算已付：不要再收款
wait-difference-settles = 退的差额会出现在收单机构下一份对账单
wait-first-try-undone = 其中一笔可能是第一次尝试，正在冲正
wait-late-answer = 应答或冲正可能迟到：不要再收款
wait-look-up-again = 还没有结果？到时再查一次
wait-next-settlement-file = 日切后入账的，会出现在下一份对账单
wait-second-refund-visible = 退款大约到那时回到顾客账户
wait-slip-to-acquirer = 要请款，签购单须在此之前送到收单机构
wait-wallet-bill = 钱包当天的账单会给出确定结果
wait-written-escalation = 到时仍无答复：书面联系收单机构差错处理部门

## 禁令：不能做的事

never-cash-for-card = 刷卡或扫码付的钱，绝不退现金：原路退回。
never-charge-absent-customer = 顾客不在场或没同意，绝不再次扣款。
never-charge-paid-customer = 第一笔扣款没有冲正，绝不再向顾客收款。
never-charge-while-unknown = 第一笔没查清，绝不再收款，换卡换码也不行。
never-clear-terminal = 终端有未上送交易或待冲正，绝不清流水、重置或换机。
never-discard-slip = 绝不丢掉签购单：没有它就无法请款。
never-expose-card-data = 绝不念出或拍下完整卡号，绝不索要密码或短信验证码。
never-keep-surplus = 多收的钱绝不留下，也不等顾客自己发现。
never-next-sale-before-call = 终端有待冲正，没告诉收单机构之前，绝不做下一笔：冲正可能撤掉这笔付款。
never-refund-before-settled = 没确定两笔都已入账，绝不退款：其中一笔可能会被冲正。
never-refund-unreceived-money = 绝不退货或撤销：钱没有收到，退的是店里自己的钱。
never-return-delivered-sale = 绝不退已交付商品的那一笔。
never-trust-phone-screen = 绝不只看顾客手机画面或短信就交货：以商户这边的结果为准。
never-void-and-refund = 同一笔绝不既撤销又退货：钱会退两次。

## 处理方式，以及各自的后果

action-ask-acquirer-to-adjust = 请收单机构调账
action-ask-acquirer-to-adjust-effect = 多扣的由收单机构做贷记调整退回，少扣的由其请款；附上签购单和小票，需要几天。
action-ask-customer-to-pay = 请顾客换一种方式付款
action-ask-customer-to-pay-effect = 银行已拒绝，这笔钱不会到账；给顾客看拒绝记录，另收一次款。
action-cancel-unpaid-order = 撤销钱包订单，再开新订单
action-cancel-unpaid-order-effect = 旧订单不能再付款；如果因为已付款而撤销不了，就按已付处理。
action-contact-customer = 联系顾客，商定正确金额
action-contact-customer-effect = 多收了：退差额。少收了：顾客同意后，差额另刷一笔。
action-correct-till-entry = 更正收银记录
action-correct-till-entry-effect = 收银改为实际的金额和支付方式；不涉及资金。
action-keep-both = 两笔都保留：顾客买了两次
action-keep-both-effect = 不退款；留好两张收银小票作证明。
action-let-reversal-run = 让终端发出冲正
action-let-reversal-run-effect = 做一次余额查询或结算，冲正就会发出，扣款随之撤回；把结果打印下来。
action-mark-as-paid = 按已付款处理
action-mark-as-paid-effect = 钱在收单机构，归本店；确认收银里这笔销售不多不少只有一笔。
action-refund-by-original-route = 原路退款给顾客
action-refund-by-original-route-effect = 适用于顾客没拿商品，或已用别的方式付款；钱退回原来的卡或钱包。
action-refund-difference = 退还差额
action-refund-difference-effect = 适用于多收：只把差额退回原来的卡或钱包。
action-refund-second = 退第二笔
action-refund-second-effect = 第一笔留作货款；第二笔几天内退回原来的卡或钱包。
action-ring-up-without-charging = 补录销售，不再收款
action-ring-up-without-charging-effect = 收银补上缺的这笔，顾客不用再付；商品归顾客。
action-send-slip-for-claim = 送签购单，请收单机构请款
action-send-slip-for-claim-effect = 下一份对账单仍没有这笔时，由收单机构向发卡行请款。
action-take-other-method = 换一种方式重新收款
action-take-other-method-effect = 须等收单机构确认第一笔已失败或已冲正；如是余额不足，请顾客充值或换一张卡。
action-upload-stored-sales = 上送终端里存着的交易
action-upload-stored-sales-effect = 网络恢复后上送或结算；脱机交易随之送达收单机构，或被拒绝。
action-void-and-resell = 撤销后按正确金额重收
action-void-and-resell-effect = 须当天、同一终端、未结算、顾客在场：错的全额撤销，再做一笔新的。
action-void-second-same-batch = 撤销第二笔
action-void-second-same-batch-effect = 须当天、同一终端、本批未结算：第二笔不会清算。
action-wait-for-report = 等下一份报表
action-wait-for-report-effect = 报表说明结果之前，不收款也不退款；到时工单会自动回来。

## 处理结果：工单怎样结束

outcome-adjusted-by-acquirer = 收单机构已调账
outcome-amount-agreed = 已与顾客商定金额，无需收退
outcome-claimed-by-acquirer = 收单机构已请款，款已收到
outcome-confirmed-paid = 确认已付款
outcome-difference-collected = 顾客已补差额
outcome-difference-refunded = 差额已退
outcome-not-charged = 未扣款
outcome-order-cancelled = 订单未付，已撤销
outcome-paid-by-other-method = 已用别的方式付款
outcome-refunded = 已退款给顾客
outcome-reversed-by-issuer = 扣款已冲正，由发卡行退还顾客
outcome-sale-rung-up = 已补录销售，未再收款
outcome-second-voided = 第二笔已撤销
outcome-settled-by-report = 后来的报表已平账
outcome-sold-again-correctly = 已撤销并按正确金额重收
outcome-till-corrected = 收银记录已更正
outcome-two-purchases = 确是两次购买，均无误
outcome-written-off = 作为损失核销

## 给顾客：可以出示或念出来的完整句子

customer-amount-differs-too-little = 您在 { $time } 付款时，我们把终端上的金额输少了，只收了 { $amount }，这是我们的失误。请问您是否愿意补上差额？没有您的同意，我们不会扣款。
customer-amount-differs-too-much = 您在 { $time } 付款时，终端收了 { $amount }，比应付金额多，非常抱歉。差额会退回您付款的银行卡或钱包，一般要几个工作日才能看到。
customer-charged-no-sale-bank-inquiry = 您在 { $time } 付的 { $amount }，我们已经报给收单机构，并会一直跟进。如果您愿意，也可以请您的发卡行查询这笔付款，只需告诉对方日期、金额和本店名称。
customer-charged-no-sale-money-back = 您在 { $time } 付的 { $amount } 没有完成，收单机构已确认这笔扣款正在撤回，您不需要做任何事。款项一般在三到七个工作日内回到您的账户。
customer-charged-no-sale-stays-paid = 您在 { $time } 付的 { $amount } 我们已经收到，只是终端当时没有显示。这次购物已经付清，您不需要再付。谢谢您的耐心。
customer-charged-twice-money-back = 非常抱歉，您在 { $time } 的这次购物被扣了两次 { $amount }。我们会把其中一笔退回您付款的银行卡或钱包，一般要几个工作日才能看到。
customer-charged-twice-one-is-a-hold = 您的银行在 { $time } 显示了两笔 { $amount }，但收单机构只收到其中一笔。另一笔是临时冻结，发卡行会自行解除，一般在三到七个工作日内。您只付一次。
customer-result-unknown-not-charged = 收单机构已确认，您在 { $time } 付的 { $amount } 没有成功，本店没有收到款。请问您愿意换一种方式付款吗？如果银行还显示冻结，会自行解除。
customer-result-unknown-paid = 收单机构已确认收到您在 { $time } 付的 { $amount }。这次购物已经付清，您不需要再付。谢谢您的等候。
customer-result-unknown-please-wait = 您在 { $time } 付的 { $amount } 是否成功，目前还看不到。请您先不要再付，以免重复扣款。我们正在向收单机构查询，一有结果就告诉您。
customer-sale-not-charged-pay-again = 您在 { $time } 付的 { $amount }，终端当时显示成功，但发卡行后来拒绝了，本店没有收到款。能否请您换一种方式付款？我们可以给您一份拒绝记录。
customer-sale-not-charged-still-checking = 您在 { $time } 付的 { $amount }，我们正在与收单机构核对。您的付款操作没有问题，现在不需要再付。如果还有需要处理的，我们会联系您。

## 应答码：每一类要怎样做

code-class-approved = 已付款。收单机构对账单上有同样金额，就不用再做什么。
code-class-approved-check = 已批准，但要细看：可能只批了一部分、只是冻结，或还没送到银行。与收单机构核对后再算数。
code-class-closed = 已结束：已取消、已撤回或已退款。没有应收的钱；看看收银是否一致。
code-class-declined-card = 被拒绝，未扣款。这张卡在这里用不了；请顾客换卡或换一种方式。
code-class-declined-customer = 被拒绝，未扣款。顾客可以改正、充值、致电发卡行，或换一种方式；不要反复刷同一张卡。
code-class-merchant-config = 问题在终端或商户登记。重新签到一次；再出现，就把终端号、时间、应答码报给收单机构。
code-class-reconciliation = 说的是整批，不是一笔付款。等批上送完成，做结算，再与收单机构核对总数。
code-class-related-txn = 撤销、退货或预授权完成与原交易对不上。先核对原交易的参考号、金额和日期，再试。
code-class-security = 出于安全被拦下。不要再试，也不要指责顾客；请顾客换一种方式，应答码要求时致电收单机构。
code-class-technical-retryable = 还没扣款就中断了。稍等再试一次；如果顾客的银行显示已扣款，先查清。
code-class-uncertain-must-query = 是否扣款还不知道。先向收单机构查询；不要再收款。
