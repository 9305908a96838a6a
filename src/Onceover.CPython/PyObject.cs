namespace Onceover.CPython;

/// <summary>An object of the interpreter; its layout is nobody's business here but <see cref="ObjectLayout"/>'s. Used by pointer only.</summary>
/// <remarks>
/// Throughout this project the documentation of a pointer says who owns the reference: <em>owned</em> means that the receiver gives it
/// back with <see cref="References.Release(PyObject*)"/>; <em>borrowed</em> means that somebody else keeps it alive.
/// </remarks>
public readonly struct PyObject;
