"""Plugs a USB serial adapter into `bandbox ports --watch` and out again, with the public libumockdev.

Usage: umockdev-wrapper python hot_plug.py BANDBOX, with XDG_RUNTIME_DIR an empty folder. Prints the lines of the watch
between its own: "plugged", "pulled".
"""

import ctypes
import subprocess
import sys

DEVICES = b"""P: /devices/pci0/usb1/1-1
E: SUBSYSTEM=usb
E: DEVTYPE=usb_device
A: idVendor=1915
A: idProduct=c00a
A: manufacturer=Nordic Semiconductor
A: product=PPK2
A: serial=BAND0001

P: /devices/pci0/usb1/1-1/1-1:1.0
E: SUBSYSTEM=usb
E: DEVTYPE=usb_interface
E: DRIVER=cdc_acm
L: driver=../../../../../bus/usb/drivers/cdc_acm

P: /devices/pci0/usb1/1-1/1-1:1.0/tty/ttyACM7
N: ttyACM7
E: SUBSYSTEM=tty
E: DEVNAME=/dev/ttyACM7

"""
TTY = b"/sys/devices/pci0/usb1/1-1/1-1:1.0/tty/ttyACM7"

mock = ctypes.CDLL("libumockdev.so.0")
mock.umockdev_testbed_new.restype = ctypes.c_void_p
for name, kinds in {
    "umockdev_testbed_add_from_string": [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p],
    "umockdev_testbed_uevent": [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p],
    "umockdev_testbed_remove_device": [ctypes.c_void_p, ctypes.c_char_p],
}.items():
    getattr(mock, name).argtypes = kinds

testbed = mock.umockdev_testbed_new()
# One that is there from the start, so that the first line says when the watch has begun.
first = DEVICES.replace(b"usb1", b"usb2").replace(b"1-1", b"2-1").replace(b"ttyACM7", b"ttyACM6").replace(b"BAND0001", b"BAND0000")
assert mock.umockdev_testbed_add_from_string(testbed, first, None)
# Without an environment of Python's, the child has the one that the testbed has added to.
watch = subprocess.Popen([sys.argv[1], "ports", "--watch", "--json"], stdout=subprocess.PIPE, text=True)
print(watch.stdout.readline(), end="", flush=True)
assert mock.umockdev_testbed_add_from_string(testbed, DEVICES, None)
print("plugged", flush=True)
mock.umockdev_testbed_uevent(testbed, TTY, b"add")
print(watch.stdout.readline(), end="", flush=True)
mock.umockdev_testbed_uevent(testbed, TTY, b"remove")
mock.umockdev_testbed_remove_device(testbed, TTY)
print("pulled", flush=True)
print(watch.stdout.readline(), end="", flush=True)
watch.kill()
