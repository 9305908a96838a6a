// The agent's core library. The native compiler is told that this assembly is the "system module": whatever the C# language or the
// compiler needs by name is here and in the neighbouring files, and what is not here does not compile. So the agent cannot allocate
// objects, build strings, throw or reflect, and nothing of a .NET runtime comes along into the guest. Names are those of the real core
// library: the agent's files compile against this for the guest, and against the real one for unit tests.
#pragma warning disable CS0169 // the method table pointer is used by the compiler alone
namespace System;

public class Object
{
    private nint methodTable;
}

public abstract class ValueType;

public abstract class Enum : ValueType;

public abstract class Array;

public abstract class Delegate;

public abstract class MulticastDelegate : Delegate;

public abstract class Type;

public class Exception;

public sealed class String
{
    public readonly int Length;
}

public struct Void;

public struct Boolean;

public struct Char;

public struct SByte;

public struct Byte;

public struct Int16;

public struct UInt16;

public struct Int32
{
    public const int MaxValue = 0x7fffffff;
}

public struct UInt32;

public struct Int64;

public struct UInt64;

public struct IntPtr;

public struct UIntPtr;

public struct Single;

public struct Double;

public struct Nullable<T>
    where T : struct;

public struct RuntimeTypeHandle;

public struct RuntimeMethodHandle;

public struct RuntimeFieldHandle;

public class Attribute;

public sealed class FlagsAttribute : Attribute;

public sealed class ObsoleteAttribute(string message) : Attribute
{
    public string Message => message;
}

public sealed class ParamArrayAttribute : Attribute;

public sealed class AttributeUsageAttribute(AttributeTargets validOn) : Attribute
{
    public AttributeTargets ValidOn => validOn;

    public bool AllowMultiple { get; set; }

    public bool Inherited { get; set; }
}

public enum AttributeTargets
{
    All = 0x7fff,
}
