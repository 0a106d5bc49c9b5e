"""Drives a real window the way assistive technology does: widgets are found by role and name and pressed through AT-SPI.

    with Desktop() as desktop, desktop.start([binary, "--sample-day"]) as app:
        app.press("button", "Export CSV")
        app.wait_for("label", re.compile("written"))
        desktop.screenshot("today.png")

`Desktop` is a screen (Xvfb), a session bus and an accessibility bus of their own, so that a test neither sees nor disturbs
the session of the person who runs it. Names are matched whole when given as `str`, searched when given as `re.Pattern`.
Every wait has an end, and every failure says what the window showed instead.
"""

import os
import pathlib
import re
import signal
import struct
import subprocess
import tempfile
import time
import zlib

SCREEN = (1366, 768)
WAIT_SECS = 20.0
POLL_SECS = 0.05
# A broken window must not send the search round in circles.
MAX_DEPTH = 60
# AT-SPI 2.54 renamed this role; tests use the newer name.
ROLE_NAMES = {"push button": "button"}


class DesktopError(AssertionError):
    """The window is not as the test expects it."""


class Desktop:
    """A screen with a session bus and the accessibility bus switched on."""

    def __init__(self, size=SCREEN):
        self.size = size
        self._folder = tempfile.TemporaryDirectory(prefix="loose-ends-desktop-")
        self.folder = pathlib.Path(self._folder.name)
        self._processes = []
        self.env = {}

    def __enter__(self):
        try:
            self._start_screen()
            self._start_bus()
            self._enable_accessibility()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exc):
        for process in reversed(self._processes):
            stop(process)
        self._folder.cleanup()

    def start(self, command, env=None, log=None):
        """Starts a program on this screen; its output goes to the file `log`."""
        return App(self, command, {**self.env, **(env or {})}, pathlib.Path(log or self.folder / "app.log"))

    def screenshot(self, path):
        """Writes what the screen shows as PNG."""
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png_of_xwd((self.folder / "Xvfb_screen0").read_bytes()))

    def pixel(self, x, y):
        """Red, green and blue, 0 to 255, of one point of the screen."""
        xwd = (self.folder / "Xvfb_screen0").read_bytes()
        pixels, bytes_per_line, _size = layout_of_xwd(xwd)
        at = pixels + y * bytes_per_line + x * 4
        return (xwd[at + 2], xwd[at + 1], xwd[at])

    def move_pointer(self, x, y):
        """Moves the mouse; it starts in the middle of the screen."""
        subprocess.run(["xdotool", "mousemove", str(x), str(y)], env=self.env, check=True)

    def key(self, *keys):
        """Presses keys by their X names, `ctrl+o` or `Return`, in the window that has the focus."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], env=self.env, check=True)

    def type_text(self, text):
        """Types ASCII text into the widget that has the focus."""
        if not text.isascii():
            # xdotool remaps a key for each other character, and the window learns of it too late to read the first ones.
            raise DesktopError(f"{text!r} can't be typed reliably; the in-process tests cover other scripts")
        subprocess.run(["xdotool", "type", "--delay", "15", "--", text], env=self.env, check=True)

    def _start_screen(self):
        reads, writes = os.pipe()
        width, height = self.size
        # -fbdir keeps the screen's pixels in a file, which spares a program for screenshots.
        command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", f"{width}x{height}x24", "-fbdir", str(self.folder), "-nolisten", "tcp"]
        self._spawn(command, pass_fds=[writes])
        os.close(writes)
        number = read_line(reads, "Xvfb")
        # Nothing of the person's own session leaks in: no other screen or bus, no case book, no language.
        dropped = ("WAYLAND_DISPLAY", "XAUTHORITY", "AT_SPI_BUS_ADDRESS", "LC_ALL", "LANGUAGE")
        kept = {name: value for name, value in os.environ.items() if name not in dropped and not name.startswith("XDG_")}
        home, runtime = self.folder / "home", self.folder / "runtime"
        home.mkdir()
        runtime.mkdir(mode=0o700)
        own = {"DISPLAY": f":{number}", "HOME": home, "XDG_RUNTIME_DIR": runtime, "XDG_SESSION_TYPE": "x11", "LANG": "C.UTF-8"}
        self.env = {**kept, **{name: str(value) for name, value in own.items()}, "LIBGL_ALWAYS_SOFTWARE": "1"}

    def _start_bus(self):
        reads, writes = os.pipe()
        self._spawn(["dbus-daemon", "--session", "--nofork", f"--print-address={writes}"], pass_fds=[writes])
        os.close(writes)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = read_line(reads, "dbus-daemon")

    def _enable_accessibility(self):
        # The client library reads the environment once, on import, and belongs to this desktop from then on.
        os.environ.update(self.env)
        os.environ.pop("WAYLAND_DISPLAY", None)
        from gi.repository import Gio, GLib

        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        arguments = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True)))
        path, properties = "/org/a11y/bus", "org.freedesktop.DBus.Properties"
        bus.call_sync("org.a11y.Bus", path, properties, "Set", arguments, None, Gio.DBusCallFlags.NONE, 10_000, None)

    def _spawn(self, command, **options):
        log = open(self.folder / f"{command[0]}.log", "wb")
        env = self.env or None
        process = subprocess.Popen(command, stdout=log, stderr=log, env=env, start_new_session=True, **options)
        log.close()
        self._processes.append(process)


class App:
    """A started program, seen through its accessibility tree."""

    def __init__(self, desktop, command, env, log):
        import gi

        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib

        self.desktop, self.log = desktop, log
        self._atspi, self._error = Atspi, GLib.Error
        Atspi.init()
        # Answers must come from the program as it is now; nobody here listens to the events that keep a cache fresh.
        Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)
        with open(log, "wb") as output:
            command = [str(part) for part in command]
            self.process = subprocess.Popen(command, stdout=output, stderr=output, env=env, start_new_session=True)

    def __enter__(self):
        try:
            self.wait_until(lambda: self._root() is not None, "the program to appear on the accessibility bus")
            self._focus_window()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exc):
        stop(self.process)

    # --- looking -----------------------------------------------------------------------------------------------------

    def find_all(self, role=None, name=None):
        """Every visible widget of this role and name, in reading order."""
        return [node for node in self._walk() if self._matches(node, role, name)]

    def find(self, role=None, name=None):
        """The first such widget, or None."""
        return next((node for node in self._walk() if self._matches(node, role, name)), None)

    def wait_for(self, role=None, name=None, secs=WAIT_SECS):
        """The first such widget, as soon as there is one."""
        return self.wait_until(lambda: self.find(role, name), describe(role, name), secs)

    def wait_gone(self, role=None, name=None, secs=WAIT_SECS):
        """Returns when no such widget is left."""
        self.wait_until(lambda: self.find(role, name) is None, f"{describe(role, name)} to go", secs)

    def wait_until(self, condition, what, secs=WAIT_SECS):
        """What `condition` returns, as soon as that is true."""
        end = time.monotonic() + secs
        while True:
            found = self._try(condition)
            if found:
                return found
            if self.process.poll() is not None:
                raise DesktopError(f"the program ended with {self.process.returncode} while waiting for {what}\n{self.output()}")
            if time.monotonic() > end:
                raise DesktopError(f"no {what} within {secs:g} s. The window shows:\n{self.dump()}\n{self.output()}")
            time.sleep(POLL_SECS)

    def role(self, node):
        """`button`, `check box`, `combo box`, `entry` (a text field), `label`, …"""
        role = node.get_role_name()
        return ROLE_NAMES.get(role, role)

    def name(self, node):
        return node.get_name() or ""

    def text(self, node):
        """The contents of a text field."""
        # Called by the interface's name: `Accessible` has methods of the same names that mean something else.
        interface, text = node.get_text_iface(), self._atspi.Text
        return text.get_text(interface, 0, text.get_character_count(interface)) if interface else self.name(node)

    def has_state(self, node, state):
        """Whether the widget is `checked`, `enabled`, `focused`, `selected`, …"""
        return node.get_state_set().contains(getattr(self._atspi.StateType, state.upper()))

    def dump(self):
        """The tree of roles and names, for a person who looks for the reason of a failure."""
        lines = []
        for node, depth in self._walk_deep(self._root(), 0):
            line = self._try(lambda: f"{'  ' * depth}{self.role(node)} {self.name(node)!r}")
            lines.append(line or f"{'  ' * depth}(gone)")
        return "\n".join(lines) or "(nothing)"

    def output(self):
        """What the program printed."""
        return f"--- {self.log.name}\n{self.log.read_text(errors='replace')[-4000:]}"

    # --- doing -------------------------------------------------------------------------------------------------------

    def press(self, role, name, secs=WAIT_SECS):
        """Does the first action of a widget: a click on a button, a tick of a check box."""
        self.press_node(self.wait_for(role, name, secs), describe(role, name))

    def press_node(self, node, what="the widget"):
        interface, action = node.get_action_iface(), self._atspi.Action
        if interface is None or action.get_n_actions(interface) == 0 or not action.do_action(interface, 0):
            raise DesktopError(f"{what} can't be pressed. The window shows:\n{self.dump()}")

    def focus(self, role, name=None, secs=WAIT_SECS):
        """Gives a widget the keyboard."""
        node = self.wait_for(role, name, secs)
        self._atspi.Component.grab_focus(node.get_component_iface())
        self.wait_until(lambda: any(self.has_state(n, "focused") for n in self.find_all(role, name)), f"{describe(role, name)} to take the focus")
        return node

    def fill(self, role, name, text):
        """Replaces the contents of a text field by typing, as a cashier would."""
        self.focus(role, name)
        self.desktop.key("ctrl+a")
        if text:
            self.desktop.type_text(text)
        else:
            self.desktop.key("BackSpace")
        self.wait_until(lambda: any(self.text(n) == text for n in self.find_all(role, name)), f"{describe(role, name)} to read {text!r}")

    def ends_within(self, secs):
        """The exit status of a program that has been told to quit."""
        return self.process.wait(secs)

    # --- the tree ----------------------------------------------------------------------------------------------------

    def _root(self):
        top = self._atspi.get_desktop(0)
        for index in range(top.get_child_count()):
            child = self._try(lambda: top.get_child_at_index(index))
            if child is not None and self._try(child.get_process_id) == self.process.pid:
                return child
        return None

    def _walk(self):
        return (node for node, _depth in self._walk_deep(self._root(), 0))

    def _walk_deep(self, node, depth):
        if node is None or depth > MAX_DEPTH:
            return
        yield node, depth
        for index in range(self._try(node.get_child_count) or 0):
            yield from self._walk_deep(self._try(lambda: node.get_child_at_index(index)), depth + 1)

    def _matches(self, node, role, name):
        return bool(self._try(lambda: (role is None or self.role(node) == role) and name_matches(self.name(node), name)))

    def _try(self, question):
        # A widget may vanish between two questions about it; that is an answer, not a failure.
        try:
            return question()
        except self._error:
            return None

    def _focus_window(self):
        # No window manager runs here that would hand out the keyboard.
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(self.process.pid)]
        windows = subprocess.run(search, env=self.desktop.env, check=True, capture_output=True, timeout=WAIT_SECS).stdout.split()
        subprocess.run(["xdotool", "windowfocus", "--sync", windows[-1].decode()], env=self.desktop.env, check=True, timeout=WAIT_SECS)


def describe(role, name):
    shown = name.pattern if isinstance(name, re.Pattern) else name
    return f"{role or 'widget'} {shown!r}" if shown is not None else role or "widget"


def name_matches(actual, wanted):
    if wanted is None:
        return True
    return bool(wanted.search(actual)) if isinstance(wanted, re.Pattern) else actual == wanted


def read_line(descriptor, who):
    with os.fdopen(descriptor) as pipe:
        line = pipe.readline().strip()
    if not line:
        raise DesktopError(f"{who} did not start")
    return line


def stop(process):
    """Ends a process that this module started, with its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def layout_of_xwd(xwd):
    """Where the pixels of an X window dump of 32 bits a pixel (what Xvfb keeps) begin, bytes in a line, width and height."""
    header = struct.unpack(">25I", xwd[:100])
    header_bytes, width, height, byte_order = header[0], header[4], header[5], header[7]
    bits, bytes_per_line, colours = header[11], header[12], header[19]
    if (bits, byte_order) != (32, 0):
        raise DesktopError(f"a screen of {bits} bits in byte order {byte_order} is not one that this knows")
    return header_bytes + colours * 12, bytes_per_line, (width, height)


def png_of_xwd(xwd):
    """Turns an X window dump into a PNG."""
    pixels, bytes_per_line, (width, height) = layout_of_xwd(xwd)
    rows = []
    for y in range(height):
        line = xwd[pixels + y * bytes_per_line :][: width * 4]
        rgb = bytearray(width * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = line[2::4], line[1::4], line[0::4]
        rows.append(b"\0" + bytes(rgb))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b"")
