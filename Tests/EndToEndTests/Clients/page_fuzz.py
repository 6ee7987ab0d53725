"""Schemathesis against a running band: whatever is asked, docs/api.yaml says what is answered. Usage: page_fuzz.py IMAGE SCHEMA"""

import os
import subprocess
import sys
import tempfile

from page_band import Band

# A name that is not there, or a sentence that says nothing, is refused though its form is right; methods that HTTP does not have are
# answered 404 by the server itself. Lengths of runs stay short, at full speed, and nothing waits for bytes
# that do not come. Time stays held: let go at full speed, it takes the band to an empty cell while the next questions are asked.
HOOKS = '''
import schemathesis

@schemathesis.hook
def before_call(context, case, **_):
    if case.operation.path == "/api/time" and isinstance(case.body, dict) and case.body.get("held") is False:
        case.body["held"] = True
    if case.operation.path == "/api/run" and isinstance(case.body, dict):
        for name in ("for", "within"):
            if TimeLike.is_long(case.body.get(name)):
                case.body[name] = "20ms"
        case.body.pop("after_bytes", None)
        case.body.pop("speed", None)
        if "until" in case.body:
            case.body.setdefault("within", "20ms")

class TimeLike:
    @staticmethod
    def is_long(value):
        return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0.02 or isinstance(value, str) and value != ""
'''

with Band("--held", image=sys.argv[1]) as band, tempfile.TemporaryDirectory() as folder:
    with open(folder + "/hooks.py", "w") as file:
        file.write(HOOKS)
    fuzz = subprocess.run(
        [os.path.join(os.path.dirname(sys.executable), "schemathesis"), "run", sys.argv[2], "--url", band.url.rstrip("/"),
         "--phases", "coverage,fuzzing", "--max-examples", "5", "--seed", "1", "--generation-deterministic", "--workers", "1",
         "--exclude-path", "/api/end", "--exclude-path", "/api/live", "--exclude-path", "/api/profile", "--exclude-checks", "positive_data_acceptance,unsupported_method",
         "--max-failures", "5", "--no-color"],
        env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": folder}, cwd=folder, timeout=300,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert fuzz.returncode == 0, fuzz.stdout[-6000:]
    # The band is what it was.
    assert band.get("state")["activity"] != "off"
    band.end()
print("done")
