### 程序文字。每个键在两种语言里都有，由测试比对。

## 通用词语

app-name = 收尾
app-name-other-language = Loose Ends
monday = 星期一
tuesday = 星期二
wednesday = 星期三
thursday = 星期四
friday = 星期五
saturday = 星期六
sunday = 星期日
today-lower = 今天
nothing = —

## 问题、状态、步骤

finding-charged-no-sale = 已扣款，无销售
finding-sale-not-charged = 已销售，未扣款
finding-result-unknown = 结果未知
finding-amount-differs = 金额不符
finding-charged-twice = 重复扣款
meaning-charged-no-sale = 顾客已被扣款，但店里没有对应的完整销售。
meaning-sale-not-charged = 收银已记销售，但收单机构没有这笔钱：货可能已出、款未到。
meaning-result-unknown = 目前还不能确定顾客是否已被扣款。
meaning-amount-differs = 同一笔付款，各方报表的金额不一致。
meaning-charged-twice = 同一位顾客的一笔消费被扣了不止一次。
warning-charged-no-sale = 不要让顾客再刷一次。
warning-sale-not-charged = 不要退货或撤销：钱还没有到账。
warning-result-unknown = 查清之前不要再次收款。
warning-amount-differs = 不要用现金补退差额。
warning-charged-twice = 不要撤销已交货的那一笔。
state-open = 待处理
state-waiting = 等待中
state-closed = 已结
step-verify-details = 核实信息
step-contact-acquirer = 联系收单机构
step-choose-action = 选择处理方式
step-record-outcome = 记录结果
cause-network = 网络
cause-terminal = 终端
cause-issuer = 发卡行
cause-acquirer = 收单机构
cause-merchant-setup = 商户资料配置
cause-card = 卡片
cause-balance = 余额或额度不足
cause-customer = 顾客操作
cause-till = 收银系统
cause-unknown = 尚不清楚
confidence-certain = 参考号一致
confidence-probable = 按金额、卡号和时间对上
channel-phone = 电话
channel-chat = 在线客服
channel-email = 邮件
channel-portal = 商户平台
channel-visit = 上门
party-acquirer = 收单机构
party-issuer = 发卡行
party-customer = 顾客
party-network = 网络服务商
party-technician = 技术人员
money-none = 无损失、无多收
money-loss = 商户损失
money-gain = 商户多收
theme-light = 浅色
theme-dark = 深色

## 来源、类型、状态

source-terminal = 终端
source-acquirer = 收单机构
source-till = 收银
source-bank = 银行
report-terminal = 终端流水
report-acquirer = 收单对账单
report-till = 收银流水
report-bank = 银行流水
type-sale = 消费
type-refund = 退货
type-void = 撤销
type-reversal = 冲正
type-preauth = 预授权
type-completion = 预授权完成
type-chargeback = 退单
status-approved = 成功
status-declined = 拒绝
status-pending = 处理中
status-unknown = 超时
status-reversal-pending = 待冲正
status-reversed = 已冲正
status-voided = 已撤销
status-refunded = 已退款
status-authorised = 已授权
status-captured = 已请款
status-settled = 已结算
status-offline-stored = 脱机待上送
status-cancelled = 已取消
status-not-stated = 已记录
scheme-unionpay = 银联
scheme-wechat = 微信支付
scheme-alipay = 支付宝

## Window


## Messages and errors


## Command line


## Summary


