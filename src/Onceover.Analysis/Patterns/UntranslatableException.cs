namespace Onceover.Analysis;

/// <summary>Leaves the depths of a pattern; never leaves <see cref="PythonPattern"/>.</summary>
internal sealed class UntranslatableException(string message) : Exception(message);
