"""A Power Profiler Kit II, Bandbox's or a real one, as a power monitor of Twister's power harness: the methods of its class
PowerMonitor, over ppk2-api. Currents are in amperes, 100,000 in a second."""

import time

from ppk2_api.ppk2_api import PPK2_API


class PPK2Monitor:
    """Measures what flows into the board, which has its supply of its own."""

    def connect(self, device):
        self.probe = PPK2_API(device, timeout=1, write_timeout=1, exclusive=True)

    def init(self, device_id=None):
        self.probe.get_modifiers()
        self.probe.use_ampere_meter()
        # What the board is fed with; ppk2-api wants to know it, and an ampere meter does not give it.
        self.probe.set_source_voltage(3300)
        self.probe.toggle_DUT_power("ON")
        self.data = []
        return True

    def measure(self, duration):
        """Takes samples for so many seconds of the host's time, which is the board's at 1x."""
        received = []
        self.probe.start_measuring()
        end = time.monotonic() + duration
        while time.monotonic() < end:
            received.append(self.probe.get_data())
            # A serial port holds 4,096 bytes, which come in ten milliseconds.
            time.sleep(0.001)
        self.probe.stop_measuring()
        # Afterwards, for it takes longer than a sample lasts.
        self.data = []
        for data in received:
            if data:
                samples, _ = self.probe.get_samples(data)
                self.data += [microamperes / 1e6 for microamperes in samples]

    def get_data(self, duration=None):
        if duration is not None:
            self.measure(duration)
        return self.data

    def disconnect(self):
        self.probe.ser.close()
