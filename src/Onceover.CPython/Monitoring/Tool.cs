namespace Onceover.CPython.Monitoring;

/// <summary>A tool id that is ours, from <see cref="MonitoringModule.TryClaim"/> until <see cref="MonitoringModule.Release"/>.</summary>
public readonly unsafe struct Tool
{
    internal Tool(PyObject* id, int number)
    {
        Id = id;
        Number = number;
    }

    /// <summary>The id as an <c>int</c>; owned by the tool.</summary>
    internal PyObject* Id { get; }

    /// <summary>0 to 5.</summary>
    internal int Number { get; }
}
