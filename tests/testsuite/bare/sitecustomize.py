"""The least that a tool of sys.monitoring can do: one event, disabled wherever it happens. Nothing of Onceover is in it; where there are no events, nothing at all."""

import sys

if hasattr(sys, "monitoring"):
    sys.monitoring.use_tool_id(4, "bare")
    sys.monitoring.register_callback(4, sys.monitoring.events.PY_START, lambda code, offset: sys.monitoring.DISABLE)
    sys.monitoring.set_events(4, sys.monitoring.events.PY_START)
