"""The close of the sample day in the real window: reports in, a group opened, one payment worked through with every refusal on
the way, one of every other kind as its playbook asks, a late report, the records, the printed summary, the signature.

    /usr/bin/python3 tests/desktop/close_of_day.py target/debug/loose-ends

With LOOSE_ENDS_SCREENSHOTS=assets/screenshots it takes the pictures of the README as well; else it writes nothing outside its
own temporary folder.
"""

import csv
import datetime
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import tomllib

from driver import Desktop

PROJECT = pathlib.Path(__file__).resolve().parents[2]
CASES = 19
# One of each kind; six more are unknown because the line was down.
FINDINGS = {
    "charged-no-sale": "¥268.00",
    "sale-not-charged": "¥59.90",
    "result-unknown": "¥88.00",
    "failed-still-open": "¥36.00",
    "amount-differs": "¥192.00",
    "charged-twice": "¥415.50",
    "refund-not-seen": "¥48.00",
    "reversed-after-sale": "¥50.40",
    "preauth-open": "¥300.00",
    "offline-not-uploaded": "¥48.90",
    "batch-not-settled": "¥182.80",
    "settled-late": "¥136.00",
    "settlement-differs": "¥210.90",
}
FIRST_OPERATOR = "07 陈晓"
SECOND_OPERATOR = "03 李航"
# A drawn frame costs more than this with OpenGL in software, so one a second would show.
IDLE_SECS, IDLE_CPU_SECS = 5.0, 0.1


def main(program):
    pictures = os.environ.get("LOOSE_ENDS_SCREENSHOTS")
    with Desktop() as desktop:
        with start(desktop, program) as app:
            finds_every_kind(app)
            opens_group(app)
            select_case(app)
            is_idle(app)
            verify_details(app)
            change_operator(app)
            contact_acquirer(app)
            choose_action(app)
            record_outcome(app)
            switch_language(app)
            switch_theme(desktop, app)
            refuse_bad_file(desktop, app)
            for finding in FINDINGS:
                if finding not in ("charged-no-sale", "refund-not-seen"):
                    work_through(app, finding)
            late_report(desktop, app)
            export_csv(desktop, app)
            print_summary(desktop, app)
            sign_off(app)
        history_is_whole(desktop, program)
        with start(desktop, program) as app:
            is_still_closed(app)
        if pictures:
            take_pictures(desktop, program, pathlib.Path(pictures))


def start(desktop, program, home="home"):
    # Without programs in PATH there is no file dialog to be found either: the window offers its own box for a path.
    env = {"HOME": str(desktop.folder / home), "PATH": str(desktop.folder / "no-programs")}
    return desktop.start([program, "--sample-day", "--lang", "en"], env=env)


# --- the evening, in its order -----------------------------------------------------------------------------------------------


def finds_every_kind(app):
    app.wait_for("frame", "Loose Ends 收尾")
    app.wait_for("label", f"{CASES} unfinished · ¥1,880.30 at risk · 0 of {CASES} closed")
    app.wait_for("label", f"Imported. Cases: {CASES} new, 0 changed, 0 settled")
    app.press("button", "Hide")
    for finding, amount in FINDINGS.items():
        search(app, amount.removeprefix("¥"))
        app.wait_for("toggle button", row_of(finding, amount))
    search(app, "")


def opens_group(app):
    """Six payments that the same fault left open are one row until somebody opens it."""
    hidden = re.compile("^18:2[0-9] ¥.* Result unknown")
    assert app.find("toggle button", hidden) is None, app.dump()
    group = re.compile("^T-02, no network 18:20–18:26: 6 payments")
    app.press("toggle button", group)
    app.wait_for("toggle button", hidden)
    app.press("toggle button", group)
    app.wait_gone("toggle button", hidden)


def select_case(app):
    # Another one first, so that the press is what selects it.
    app.press("toggle button", row_of("charged-twice", FINDINGS["charged-twice"]))
    app.wait_for("label", re.compile("Visa .* T-02"))
    app.press("toggle button", row_of("charged-no-sale", FINDINGS["charged-no-sale"]))
    app.wait_for("label", re.compile("^Terminal Result timeout .68."))
    app.wait_for("label", re.compile("^Acquirer Result settled"))
    app.wait_for("label", re.compile("^Till Result no sale"))


def is_idle(app):
    """Nobody does anything, no clock runs: nothing is to be drawn."""
    time.sleep(1.0)
    before = cpu_secs(app.process.pid)
    time.sleep(IDLE_SECS)
    used = cpu_secs(app.process.pid) - before
    assert used < IDLE_CPU_SECS, f"idle, the window used {used:.2f} s of CPU within {IDLE_SECS:g} s"


def verify_details(app):
    refused(app, "Step done", "Verify details is not done: tick first: ")
    tick(app, re.compile("^Compare the sources"))
    tick(app, re.compile("^Reprint the slip"))
    tick(app, re.compile("^Search the till"))
    app.press("button", "Step done")
    app.wait_for("toggle button", step_done_by(1, "Verify details", FIRST_OPERATOR))
    app.wait_for("label", saved_by(FIRST_OPERATOR))


def change_operator(app):
    app.press("button", FIRST_OPERATOR)
    app.press("toggle button", SECOND_OPERATOR)
    app.wait_gone("button", FIRST_OPERATOR)
    app.wait_for("button", SECOND_OPERATOR)


def contact_acquirer(app):
    for before, channel in (("Phone", "E-mail"), ("E-mail", "Phone")):
        app.press("combo box", f"How: {before}")
        app.press("toggle button", channel)
        app.wait_for("combo box", f"How: {channel}")
        app.wait_gone("list box")
    app.fill("entry", "Who you spoke to", "Ms Wang")
    app.press("button", "Captured, it will settle")
    reads(app, "What they said", "Captured, it will settle")
    app.press("button", "Save contact")
    app.wait_for("label", re.compile(rf"^\d\d:\d\d {SECOND_OPERATOR} · .*Ms Wang.*: Captured, it will settle$"))
    app.wait_for("label", saved_by(SECOND_OPERATOR))
    tick(app, re.compile("^Copy the call sheet"))
    tick(app, re.compile("^Ask: is it captured"))
    app.press("button", "Step done")
    app.wait_for("toggle button", step_done_by(2, "Contact acquirer", SECOND_OPERATOR))


def choose_action(app):
    app.press("radio button", "Ring up the sale without charging again")
    app.wait_for("check box", "I understand")
    refused(app, "Choose this action", "Acknowledge this rule first: ")
    tick(app, "I understand")
    app.press("button", "Choose this action")
    app.wait_for("toggle button", step_done_by(3, "Choose action", SECOND_OPERATOR))


def record_outcome(app):
    app.press("radio button", "Sale rung up, no second charge")
    refused(app, "Close case", "A reason is needed: write why.")
    app.press("button", "The acquirer confirmed it")
    reads(app, "Why it is closed", "The acquirer confirmed it")
    app.press("button", "Close case")
    app.wait_for("label", f"{CASES - 1} unfinished · ¥1,612.30 at risk · 1 of {CASES} closed")
    app.wait_for("progress bar", f"1 of {CASES} closed")
    app.wait_for("toggle button", "Closed 1")
    app.wait_gone("toggle button", row_of("charged-no-sale", FINDINGS["charged-no-sale"]))


def switch_language(app):
    app.press("button", "中文")
    app.wait_for("button", "导出 CSV")
    app.wait_for("toggle button", re.compile("19:52 ¥88.00 微信支付 .*结果未知"))
    assert app.find("button", "Export CSV") is None, app.dump()
    app.press("button", "English")
    app.wait_for("button", "Export CSV")
    assert app.find("button", "导出 CSV") is None, app.dump()


def switch_theme(desktop, app):
    corner = (10, 300)
    assert min(desktop.pixel(*corner)) > 200, f"light is {desktop.pixel(*corner)}"
    app.press("button", "Dark")
    app.wait_for("button", "Light")
    app.wait_until(lambda: max(desktop.pixel(*corner)) < 80, "dark colours on the screen")
    app.press("button", "Light")
    app.wait_until(lambda: min(desktop.pixel(*corner)) > 200, "light colours on the screen")


def export_csv(desktop, app):
    to = desktop.folder / "cases.csv"
    app.press("button", "Export CSV")
    app.fill("entry", "Path to save to", str(to))
    app.press("button", "Save")
    app.wait_for(None, f"Written to {to}")
    data = to.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), data[:20]
    records = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(records) == CASES, records
    closed = [record for record in records if record["What is wrong"] == text("finding-charged-no-sale")]
    assert len(closed) == 1 and sum(record["State"] == "Closed" for record in records) == 13, records
    wanted = {
        "What is wrong": "Charged, no sale",
        "Amount": "268.00",
        "Currency": "CNY",
        "Outcome": "Sale rung up, no second charge",
        "Reason": "The acquirer confirmed it",
        "Closed by": SECOND_OPERATOR,
    }
    assert closed[0]["Contacts"].endswith(f"{SECOND_OPERATOR}: Acquirer, Phone Ms Wang: Captured, it will settle"), closed[0]
    found = {name: closed[0][name] for name in wanted}
    assert found == wanted, found
    assert "318420771902" in closed[0]["Reference"], closed[0]


def refuse_bad_file(desktop, app):
    page = desktop.folder / "portal.csv"
    page.write_text("<!DOCTYPE html>\n<html><body>Please sign in</body></html>\n")
    import_file(desktop, app, page)
    app.wait_for(None, "portal.csv is a web page, not a report: sign in to the portal again and download the file itself.")
    app.press("button", "Hide")
    app.wait_for("label", re.compile(f"1 of {CASES} closed$"))


def work_through(app, finding):
    """One case by what its playbook asks, with the action that the reports suggest and an outcome that costs nothing."""
    playbook = tomllib.loads((PROJECT / f"assets/playbooks/{finding}.toml").read_text())
    amount = FINDINGS[finding]
    search(app, amount.removeprefix("¥"))
    app.press("toggle button", row_of(finding, amount))
    app.wait_for("label", amount)
    tick_all(app, playbook, "verify-details")
    app.press("button", "Step done")
    app.wait_for("toggle button", re.compile(r"^1 Verify details \d\d:\d\d "))
    tick_all(app, playbook, "contact-acquirer")
    app.press("button", "Captured, it will settle")
    reads(app, "What they said", "Captured, it will settle")
    app.press("button", "Save contact")
    app.wait_for("toggle button", re.compile(r"^2 Contact acquirer \d\d:\d\d "))
    offered = [action for action in playbook["actions"] if app.find("radio button", action_card(action))]
    action = offered[0]
    pick(app, action_card(action))
    if action.get("needs_agreement"):
        app.press("button", "In person: agrees")
        app.wait_gone("button", "In person: agrees")
    for _ in action.get("acknowledge", []):
        app.wait_for("check box", "I understand")
        boxes = app.find_all("check box", "I understand")
        ticked = sum(app.has_state(box, "checked") for box in boxes)
        app.press_node(next(box for box in boxes if not app.has_state(box, "checked")))
        app.wait_until(lambda: sum(app.has_state(box, "checked") for box in app.find_all("check box", "I understand")) > ticked, "one more rule understood")
    app.press("button", "Choose this action")
    app.wait_for("toggle button", re.compile(r"^3 Choose action \d\d:\d\d "))
    harmless = {outcome["id"] for outcome in playbook["outcomes"] if outcome["money"] == "none"}
    outcome = next(outcome for outcome in action["outcomes"] if outcome in harmless)
    pick(app, text(f"outcome-{outcome}"))
    app.press("button", "The acquirer confirmed it")
    reads(app, "Why it is closed", "The acquirer confirmed it")
    app.press("button", "Close case")
    app.wait_for("button", "Reopen…")
    search(app, "")


def late_report(desktop, app):
    """The acquirer's next file shows the refund: its case closes by itself."""
    import_file(desktop, app, PROJECT / "tests/late_report/acquirer-2026-11-24.csv")
    app.wait_for("label", "Imported. Cases: 0 new, 0 changed, 1 settled")
    app.wait_for("label", re.compile(f"^6 unfinished .* 13 of {CASES} closed$"))
    app.press("button", "Hide")


def print_summary(desktop, app):
    to = desktop.folder / "summary.pdf"
    app.press("button", "Print summary")
    app.press("button", "Save as…")
    app.fill("entry", "Path to save to", str(to))
    app.press("button", "Save")
    app.wait_for(None, f"Written to {to}")
    paper = subprocess.run(["pdftotext", "-layout", to, "-"], capture_output=True, check=True, text=True).stdout
    for words in ("Close of day", "6 unfinished", "13 closed", "Batch not settled", "Page 1 /", "Cashier"):
        assert words in paper, f"{words!r} is not on paper\n{paper}"


def sign_off(app):
    app.press("button", "Sign off day")
    app.press("button", f"Sign as {SECOND_OPERATOR}")
    app.wait_for("label", re.compile(rf"^Signed off \d\d:\d\d by {SECOND_OPERATOR}, No\. 1$"))


# --- afterwards --------------------------------------------------------------------------------------------------------------


def history_is_whole(desktop, program):
    """The command line tells the same of the same book: who did what, and when."""
    closed = ask(desktop, program, "cases", "--state", "closed")
    cases = closed["cases"] if isinstance(closed, dict) else closed
    assert {case["finding"] for case in cases} == set(FINDINGS) and len(cases) == 13, cases
    charged = next(case for case in cases if case["finding"] == "charged-no-sale")
    case = ask(desktop, program, "show", str(charged["id"]))
    history = case["history"]
    assert {line["operator"] for line in history} >= {FIRST_OPERATOR, SECOND_OPERATOR}, history
    times = [datetime.datetime.fromisoformat(line["at"]) for line in history]
    assert times == sorted(times) and all(at.tzinfo for at in times), times
    texts = " / ".join(line["text"] for line in history)
    for done in ("Verify details", "Captured, it will settle", "Ring up the sale", "Sale rung up, no second charge"):
        assert done in texts, texts
    assert case["outcome"]["operator"] == SECOND_OPERATOR, case["outcome"]


def is_still_closed(app):
    app.wait_for("label", re.compile(f"^6 unfinished .* 13 of {CASES} closed$"))
    # The same reports were read again and changed nothing.
    app.wait_for("label", "Imported. Cases: 0 new, 0 changed, 0 settled")
    app.press("toggle button", "Closed 13")
    search(app, FINDINGS["charged-no-sale"].removeprefix("¥"))
    app.press("toggle button", row_of("charged-no-sale", FINDINGS["charged-no-sale"]))
    app.wait_for("button", "Reopen…")
    app.wait_for("toggle button", step_done_by(3, "Choose action", SECOND_OPERATOR))


def take_pictures(desktop, program, folder):
    with start(desktop, program, home="home of the pictures") as app:
        app.wait_for("label", f"{CASES} unfinished · ¥1,880.30 at risk · 0 of {CASES} closed")
        app.press("button", "Hide")
        select_case(app)
        # Nothing is to look as if it were pointed at.
        desktop.move_pointer(desktop.size[0] - 1, desktop.size[1] - 1)
        settle(app)
        desktop.screenshot(folder / "today-en.png")
        app.press("button", "中文")
        app.wait_for("button", "导出 CSV")
        settle(app)
        desktop.screenshot(folder / "today-zh.png")


# --- words of this window ----------------------------------------------------------------------------------------------------


def text(key):
    """An English text, by its key."""
    for name in ("playbooks.ftl", "loose_ends.ftl"):
        for line in (PROJECT / "assets/i18n/en" / name).read_text().splitlines():
            if line.startswith(f"{key} = "):
                return line.removeprefix(f"{key} = ")
    raise AssertionError(f"no text {key}")


def row_of(finding, amount):
    return re.compile(rf"^(16 Nov )?\d\d:\d\d .*{re.escape(amount)} .*\b{re.escape(text(f'finding-{finding}'))}\b")


def action_card(action):
    return re.compile("^" + re.escape(text(f"action-{action['id']}")))


def search(app, words):
    app.fill("entry", "Search (Ctrl+F)", words)


def import_file(desktop, app, path):
    desktop.key("ctrl+o")
    app.fill("entry", "Path of a report file; several with ; between them", str(path))
    app.press("button", "Import")


def tick_all(app, playbook, step):
    for check in playbook["checks"]:
        if check["step"] == step and not check.get("optional"):
            tick(app, re.compile("^" + re.escape(text(f"check-{check['id']}"))))


def step_done_by(number, step, operator):
    return re.compile(rf"^{number} {step} \d\d:\d\d {operator}$")


def saved_by(operator):
    return re.compile(rf"^Saved · \d\d:\d\d:\d\d · {operator}$")


def tick(app, name):
    app.press("check box", name)
    app.wait_until(lambda: any(app.has_state(box, "checked") for box in app.find_all("check box", name)), f"a tick at {name}")


def pick(app, name):
    app.press("radio button", name)
    app.wait_until(lambda: any(app.has_state(node, "checked") for node in app.find_all("radio button", name)), f"a choice of {name}")


def reads(app, field, text):
    app.wait_until(lambda: any(app.text(entry) == text for entry in app.find_all("entry", field)), f"{text!r} in the field {field!r}")


def refused(app, button, sentence):
    """The button says in one sentence what is missing, and nothing is stored."""
    app.press("button", button)
    app.wait_for(None, re.compile("^" + re.escape(sentence)))


def settle(app):
    """Waits for the frame that follows what was just seen through accessibility."""
    time.sleep(0.5)
    assert app.process.poll() is None, app.output()


def cpu_secs(pid):
    """What the process has used so far, all its threads, in user and system mode."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(desktop, program, *arguments):
    book = desktop.folder / "home/.local/share/loose-ends/sample-day/casebook.sqlite"
    command = [program, "--db", book, "--lang", "en", "--json", *arguments]
    answer = subprocess.run(command, env=desktop.env, capture_output=True, check=True, timeout=60)
    return json.loads(answer.stdout)


main(sys.argv[1])
