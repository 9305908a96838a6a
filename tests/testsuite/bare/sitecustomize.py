"""The least that a tool of sys.monitoring can do: the events that BARE_EVENTS names, disabled wherever they happen. Nothing of Onceover is in it; where there are no events, nothing at all."""

import os
import sys

if hasattr(sys, "monitoring"):
    sys.monitoring.use_tool_id(4, "bare")
    wanted = 0
    for name in os.environ["BARE_EVENTS"].split():
        # Before 3.14 both arms of a branch are one event.
        event = getattr(sys.monitoring.events, name, None) or sys.monitoring.events.BRANCH
        sys.monitoring.register_callback(4, event, lambda *place: sys.monitoring.DISABLE)
        wanted |= event
    sys.monitoring.set_events(4, wanted)
