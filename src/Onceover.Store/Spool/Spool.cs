using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>
/// What one guest process and its forked children left behind. A record that cannot be trusted (cut, or its checksum is wrong) is not
/// in here but in <see cref="Damage"/>; a record that its writer did not finish is left out silently, since nothing was lost with it.
/// </summary>
/// <param name="Path">The spool file.</param>
/// <param name="Process">Absent when the process died while starting, or the record is damaged.</param>
/// <param name="Files">In order of first sight. Forked children and racing interpreters may record a file twice.</param>
/// <param name="Modules">One per module body that started.</param>
/// <param name="Codes">One per distinct code object that started, with what it executed. Duplicates are possible, as for files.</param>
/// <param name="Notes">What the agent has to say to the person.</param>
/// <param name="Lost">What the agent saw but could not hold.</param>
/// <param name="Damage">One entry per damaged place, in words for a person; at most <see cref="MaxDamage"/> entries.</param>
public sealed record Spool(
    string Path,
    SpoolProcess? Process,
    ImmutableArray<SpoolFile> Files,
    ImmutableArray<SpoolModule> Modules,
    ImmutableArray<SpoolCode> Codes,
    ImmutableArray<SpoolNote> Notes,
    SpoolLoss Lost,
    ImmutableArray<string> Damage)
{
    public const int MaxDamage = 100;
}

/// <summary>The process that loaded the agent. Strings are decoded as UTF-8 with replacement characters; unknown ones are empty.</summary>
/// <param name="Pid">As the guest sees it.</param>
/// <param name="ParentPid">As the guest sees it when starting.</param>
/// <param name="HexVersion">CPython's <c>sys.hexversion</c>: 0x030D05F0 is 3.13.5.</param>
/// <param name="Executable"><c>sys.executable</c>.</param>
/// <param name="Prefix"><c>sys.prefix</c>: the virtual environment, if there is one.</param>
/// <param name="BasePrefix"><c>sys.base_prefix</c>.</param>
/// <param name="StandardLibrary">The folder that <c>os.py</c> lies in.</param>
/// <param name="PlatLibDir"><c>sys.platlibdir</c>: <c>lib</c> or <c>lib64</c>.</param>
/// <param name="WorkingDirectory">At start.</param>
/// <param name="Abi">The <c>sys.abiflags</c>: "t" in it is a free-threaded build, "d" a debug build.</param>
public sealed record SpoolProcess(
    int Pid,
    int ParentPid,
    uint HexVersion,
    string Executable,
    string Prefix,
    string BasePrefix,
    string StandardLibrary,
    string PlatLibDir,
    string WorkingDirectory,
    string Abi)
{
    public InterpreterVersion Version => new((int)(HexVersion >> 24), (int)(HexVersion >> 16 & 0xff));
}

/// <summary>A <c>co_filename</c> that was in scope.</summary>
/// <param name="RawName">Its bytes in the file system's encoding, as the code object has it: absolute or relative.</param>
/// <param name="RawDirectory">The working directory when a relative name was first seen; empty for an absolute one.</param>
/// <param name="Path">The absolute path, decoded as UTF-8 with replacement characters; not normalised, links not followed.</param>
public sealed record SpoolFile(ImmutableArray<byte> RawName, ImmutableArray<byte> RawDirectory, string Path);

/// <summary>A module body started.</summary>
/// <param name="File">Where it was compiled from.</param>
/// <param name="Lines">The lines that the line table of it or of any code object nested in it has, those of <c>__annotate__</c> left out. Empty
/// where they are those of the compiled file beside the source.</param>
public sealed record SpoolModule(SpoolFile File, LineSet Lines);

/// <summary>A code object that started, and what it executed.</summary>
/// <param name="File">Where it was compiled from.</param>
/// <param name="FirstLine"><c>co_firstlineno</c>.</param>
/// <param name="QualifiedName"><c>co_qualname</c>: <c>&lt;module&gt;</c>, <c>Class.method</c>, <c>f.&lt;locals&gt;.&lt;lambda&gt;</c>.</param>
/// <param name="Flags"><c>co_flags</c>.</param>
/// <param name="Bytecode"><c>co_code</c>: uninstrumented and unspecialised, inline caches zeroed.</param>
/// <param name="LineTable"><c>co_linetable</c>.</param>
/// <param name="ExceptionTable"><c>co_exceptiontable</c>.</param>
/// <param name="ExecutedLines">The lines whose event fired; not yet normalised to statements.</param>
/// <param name="ArmHits">
/// As long as <paramref name="Bytecode"/>. At a branch instruction's offset (its <c>EXTENDED_ARG</c> prefixes lie before it): nonzero if its
/// fall-through (left) arm was taken; one byte further: if its jump (right) arm was. Nonzero nowhere else.
/// </param>
public sealed record SpoolCode(
    SpoolFile File,
    int FirstLine,
    string QualifiedName,
    int Flags,
    ImmutableArray<byte> Bytecode,
    ImmutableArray<byte> LineTable,
    ImmutableArray<byte> ExceptionTable,
    LineSet ExecutedLines,
    ImmutableArray<byte> ArmHits)
{
    public bool LeftSeen(int branchOffset) => ArmHits[branchOffset] != 0;

    public bool RightSeen(int branchOffset) => ArmHits[branchOffset + 1] != 0;
}

/// <summary>A message from the agent.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">What it happened to (an executable, a file); may be empty.</param>
public sealed record SpoolNote(SpoolNoteKind Kind, string Detail);

/// <summary>What was seen but could not be held.</summary>
/// <param name="Records">How many records (files, code objects) were dropped.</param>
/// <param name="Reasons">Why.</param>
public readonly record struct SpoolLoss(long Records, SpoolLossReasons Reasons)
{
    public bool Any => Records != 0;
}
