namespace Onceover.CPython.Monitoring;

/// <summary>
/// <c>sys.monitoring</c> (PEP 669) of the current interpreter. Functions that can fail say so by their result and leave no exception
/// pending. Keep it where it does not move; <see cref="Close"/> gives its references back.
/// </summary>
public unsafe struct MonitoringModule
{
    private PyObject* module;
    private PyObject* setLocalEvents;

    /// <summary>Kept, so that an id can be given back when memory is short; <c>set_events</c> as well.</summary>
    private PyObject* freeToolId;

    private PyObject* setEvents;

    /// <summary>The sentinel that a callback returns to switch its event off at this place. Borrowed from the module.</summary>
    public PyObject* Disable { get; private set; }

    public Events Events { get; private set; }

    /// <summary>False where there is no <c>sys.monitoring</c>.</summary>
    public static bool TryOpen(out MonitoringModule monitoring)
    {
        monitoring = default;
        var module = Modules.Sys("monitoring\0"u8);
        if (module == null)
        {
            return false;
        }

        monitoring.module = References.Keep(module);
        monitoring.Disable = Attributes.Get(module, "DISABLE\0"u8);
        monitoring.setLocalEvents = Attributes.Get(module, "set_local_events\0"u8);
        monitoring.setEvents = Attributes.Get(module, "set_events\0"u8);
        monitoring.freeToolId = Attributes.Get(module, "free_tool_id\0"u8);
        var names = Attributes.Get(module, "events\0"u8);
        if (names != null)
        {
            monitoring.Events = Events.Of(names);
            References.Release(names);
        }

        if (monitoring.Disable != null && monitoring.setLocalEvents != null && monitoring.setEvents != null && monitoring.freeToolId != null
            && monitoring.Events.AreComplete)
        {
            return true;
        }

        monitoring.Close();
        return false;
    }

    /// <summary>Takes a tool id for us; false if another tool has it.</summary>
    /// <param name="id">0 to 5. By convention 0 is for debuggers, 1 for coverage, 2 for profilers, 5 for optimisers.</param>
    /// <param name="name">What <c>sys.monitoring.get_tool</c> tells others; ASCII, ending in a NUL.</param>
    /// <param name="tool">Ours until <see cref="Release"/>.</param>
    public readonly bool TryClaim(int id, ReadOnlySpan<byte> name, out Tool tool)
    {
        tool = default;
        var text = Texts.Intern(name);
        var number = Numbers.New(id);
        var claimed = text != null && number != null && CallMember("use_tool_id\0"u8, number, text, null);
        if (claimed)
        {
            tool = new Tool(number, id);
        }
        else
        {
            References.Release(number);
            Errors.Clear();
        }

        References.Release(text);
        return claimed;
    }

    /// <summary>Whether no other tool is registered.</summary>
    public readonly bool IsAlone(Tool tool)
    {
        const int ToolCount = 6;
        var getter = Attributes.Get(module, "get_tool\0"u8);
        var others = getter == null ? 1 : 0;
        var own = Numbers.Value(tool.Id);
        var arguments = stackalloc PyObject*[2];
        for (var id = 0; id < ToolCount && others == 0; id++)
        {
            if (id == own)
            {
                continue;
            }

            arguments[1] = Numbers.New(id);
            var name = arguments[1] == null ? null : Calls.Call(getter, arguments + 1, 1);
            others += name == Singletons.None ? 0 : 1;
            References.Release(arguments[1]);
            References.Release(name);
        }

        References.Release(getter);
        Errors.Clear();
        return others == 0;
    }

    /// <summary>Has the tool's callback for an event; the callable is borrowed, the interpreter keeps its own reference. Null for none.</summary>
    public readonly bool RegisterCallback(Tool tool, EventSet singleEvent, PyObject* callable)
    {
        var bits = Numbers.New(singleEvent.Bits);
        var callback = callable != null ? callable : Singletons.None;
        var registered = bits != null && CallMember("register_callback\0"u8, tool.Id, bits, callback);
        References.Release(bits);
        if (!registered)
        {
            Errors.Clear();
        }

        return registered;
    }

    /// <summary>Takes all callbacks of the tool away.</summary>
    public readonly void UnregisterCallbacks(Tool tool)
    {
        // As many events as any version may have; of those that it has not it raises, which changes nothing.
        const int MostEvents = 24;
        for (var bit = 0; bit < MostEvents; bit++)
        {
            _ = RegisterCallback(tool, EventSet.OfBits(1 << bit), null);
        }
    }

    /// <summary>The events that the tool gets from all code. Code objects adapt when they run next.</summary>
    public readonly bool SetGlobalEvents(Tool tool, EventSet events)
    {
        var bits = Numbers.New(events.Bits);
        if (bits == null)
        {
            Errors.Clear();
            return false;
        }

        var arguments = stackalloc PyObject*[3];
        arguments[1] = tool.Id;
        arguments[2] = bits;
        var result = Calls.Call(setEvents, arguments + 1, 2);
        References.Release(bits);
        return Succeeded(result);
    }

    /// <summary>The events that the tool gets from one code object, beside the global ones. The same set again costs next to nothing.</summary>
    public readonly bool SetLocalEvents(Tool tool, PyObject* code, EventSet events)
    {
        var bits = Numbers.New(events.Bits);
        if (bits == null)
        {
            Errors.Clear();
            return false;
        }

        var arguments = stackalloc PyObject*[4];
        arguments[1] = tool.Id;
        arguments[2] = code;
        arguments[3] = bits;
        var result = Calls.Call(setLocalEvents, arguments + 1, 3);
        References.Release(bits);
        return Succeeded(result);
    }

    /// <summary>Gives the tool back: its global events and its id. Callbacks are unregistered before, one by one.</summary>
    public readonly void Release(Tool tool)
    {
        GiveBack(tool);
        Forget(tool);
    }

    /// <summary>As <see cref="Release"/>, for a tool that is forgotten later.</summary>
    /// <remarks>Before 3.14 giving the id back does not clear the events, so that is done first.</remarks>
    public readonly void GiveBack(Tool tool)
    {
        // The interpreter goes through all code that runs, for which memory may be short for a moment.
        const int MostAttempts = 4;
        var arguments = stackalloc PyObject*[2];
        var isFree = false;
        for (var attempt = 0; attempt < MostAttempts && !isFree; attempt++)
        {
            arguments[1] = tool.Id;
            isFree = SetGlobalEvents(tool, EventSet.None) && Succeeded(Calls.Call(freeToolId, arguments + 1, 1));
        }
    }

    /// <summary>Lets go of a tool without giving it back: the interpreter ends, and its tools with it.</summary>
    public readonly void Forget(Tool tool) => References.Release(tool.Id);

    public void Close()
    {
        References.Release(module);
        References.Release(Disable);
        References.Release(setLocalEvents);
        References.Release(setEvents);
        References.Release(freeToolId);
        this = default;
    }

    private readonly bool CallMember(ReadOnlySpan<byte> name, PyObject* first, PyObject* second, PyObject* third)
    {
        var member = Attributes.Get(module, name);
        if (member == null)
        {
            return false;
        }

        var arguments = stackalloc PyObject*[4];
        arguments[1] = first;
        arguments[2] = second;
        arguments[3] = third;
        var result = Calls.Call(member, arguments + 1, third != null ? 3 : second != null ? 2 : 1);
        References.Release(member);
        return Succeeded(result);
    }

    private static bool Succeeded(PyObject* result)
    {
        if (result == null)
        {
            Errors.Clear();
            return false;
        }

        References.Release(result);
        return true;
    }
}
