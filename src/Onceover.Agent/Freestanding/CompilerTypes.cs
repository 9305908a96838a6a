// What the C# compiler and the native compiler ask for by name, without the code ever naming it.
#pragma warning disable CA1801, IDE0060
namespace System.Runtime.CompilerServices
{
    /// <summary>Marks methods whose body the native compiler replaces.</summary>
    public sealed class IntrinsicAttribute : Attribute;

    /// <summary>The C# compiler turns it into flags of the method, which the native compiler heeds.</summary>
    public sealed class MethodImplAttribute(MethodImplOptions options) : Attribute
    {
        public MethodImplOptions Options => options;
    }

    public enum MethodImplOptions
    {
        AggressiveInlining = 256,
    }

    public sealed class IsReadOnlyAttribute : Attribute;

    public sealed class IsByRefLikeAttribute : Attribute;

    public sealed class IsUnmanagedAttribute : Attribute;

    public sealed class ScopedRefAttribute : Attribute;

    public sealed class ExtensionAttribute : Attribute;

    public sealed class UnscopedRefAttribute : Attribute;

    public sealed class CompilerGeneratedAttribute : Attribute;

    public sealed class UnsafeValueTypeAttribute : Attribute;

    public sealed class RefSafetyRulesAttribute(int version) : Attribute
    {
        public int Version => version;
    }

    public sealed class FixedBufferAttribute(Type elementType, int length) : Attribute
    {
        public Type ElementType => elementType;

        public int Length => length;
    }

    public sealed class InlineArrayAttribute(int length) : Attribute
    {
        public int Length => length;
    }

    public static class IsVolatile;

    public class CallConvCdecl;

    public class CallConvSuppressGCTransition;

    public static class RuntimeFeature
    {
        public const string ByRefFields = nameof(ByRefFields);
        public const string UnmanagedSignatureCallingConvention = nameof(UnmanagedSignatureCallingConvention);
        public const string ByRefLikeGenerics = nameof(ByRefLikeGenerics);
    }

    public static class RuntimeHelpers
    {
        [Intrinsic]
        public static bool IsReferenceOrContainsReferences<T>() => IsReferenceOrContainsReferences<T>();
    }
}

namespace System.Runtime.InteropServices
{
    public enum LayoutKind
    {
        Sequential = 0,
        Explicit = 2,
        Auto = 3,
    }

    public enum UnmanagedType
    {
        Bool = 2,
    }

    public enum CharSet
    {
        None = 1,
        Ansi = 2,
    }

    public enum CallingConvention
    {
        Cdecl = 2,
    }

    public sealed class StructLayoutAttribute(LayoutKind kind) : Attribute
    {
        public int Size;
        public int Pack;
        public CharSet CharSet;

        public LayoutKind Value => kind;
    }

    public sealed class FieldOffsetAttribute(int offset) : Attribute
    {
        public int Value => offset;
    }

    public sealed class DllImportAttribute(string library) : Attribute
    {
        public string EntryPoint = "";
        public bool ExactSpelling;

        public string Value => library;
    }

    public sealed class SuppressGCTransitionAttribute : Attribute;

    public sealed class InAttribute : Attribute;

    public sealed class UnmanagedCallersOnlyAttribute : Attribute
    {
        public Type[]? CallConvs;
        public string? EntryPoint;
    }

    internal abstract class IDynamicInterfaceCastable
    {
        private static nint GetDynamicInterfaceImplementation(IDynamicInterfaceCastable instance, nint interfaceType, ushort slot) => 0;
    }
}

namespace System.Reflection
{
    public sealed class DefaultMemberAttribute(string name) : Attribute
    {
        public string Name => name;
    }
}

namespace System.Runtime
{
    /// <summary>Gives a method the symbol name by which compiled code calls it.</summary>
    internal sealed class RuntimeExportAttribute(string entry) : Attribute
    {
        public string Entry => entry;
    }

    /// <summary>Casts between classes: none are made here, but the native compiler wants to know where they would be.</summary>
    internal static class TypeCast
    {
        public static object? IsInstanceOfAny(object? value, nint type) => null;

        public static object? IsInstanceOfInterface(object? value, nint type) => null;

        public static object? IsInstanceOfClass(object? value, nint type) => null;

        public static bool IsInstanceOfException(nint type, object? value) => false;

        public static object? CheckCastAny(object? value, nint type) => null;

        public static object? CheckCastInterface(object? value, nint type) => null;

        public static object? CheckCastClass(object? value, nint type) => null;

        public static object? CheckCastClassSpecial(object? value, nint type) => null;
    }
}

namespace System
{
    using System.Runtime.CompilerServices;

    /// <summary>Bulk copies that the native compiler may ask for.</summary>
    internal static class Buffer
    {
        private static void BulkMoveWithWriteBarrier(ref byte destination, ref byte source, nuint count) =>
            SpanHelpers.Memmove(ref destination, ref source, count);
    }

    internal static class SpanHelpers
    {
        /// <summary>Copies forwards: the agent never copies between places that overlap.</summary>
        internal static void Memmove(ref byte destination, ref byte source, nuint count)
        {
            nuint i = 0;
            for (; i + 32 <= count; i += 32)
            {
                ref var to = ref Unsafe.As<byte, ulong>(ref Unsafe.Add(ref destination, (int)i));
                ref var from = ref Unsafe.As<byte, ulong>(ref Unsafe.Add(ref source, (int)i));
                to = from;
                Unsafe.Add(ref to, 1) = Unsafe.Add(ref from, 1);
                Unsafe.Add(ref to, 2) = Unsafe.Add(ref from, 2);
                Unsafe.Add(ref to, 3) = Unsafe.Add(ref from, 3);
            }

            for (; i + 8 <= count; i += 8)
            {
                Unsafe.As<byte, ulong>(ref Unsafe.Add(ref destination, (int)i)) = Unsafe.As<byte, ulong>(ref Unsafe.Add(ref source, (int)i));
            }

            for (; i < count; i++)
            {
                Unsafe.Add(ref destination, (int)i) = Unsafe.Add(ref source, (int)i);
            }
        }

        private static void Memset(ref byte destination, byte value, nuint count)
        {
            for (nuint i = 0; i < count; i++)
            {
                Unsafe.Add(ref destination, (int)i) = value;
            }
        }

        private static void ClearWithoutReferences(ref byte destination, nuint count) => Memset(ref destination, 0, count);

        private static void Fill(ref byte destination, nuint count, byte value) => Memset(ref destination, value, count);
    }
}

namespace Internal.Runtime.CompilerHelpers
{
    using System.Runtime;
    using System.Runtime.InteropServices;

    /// <summary>Calls between the agent and the interpreter need no bookkeeping, since no collector ever looks at a stack.</summary>
    internal static unsafe class Transitions
    {
        [RuntimeExport("RhpReversePInvoke")]
        private static void ReversePInvoke(void* frame)
        {
        }

        [RuntimeExport("RhpReversePInvokeReturn")]
        private static void ReversePInvokeReturn(void* frame)
        {
        }

        [RuntimeExport("RhpPInvoke")]
        private static void PInvoke(void* frame)
        {
        }

        [RuntimeExport("RhpPInvokeReturn")]
        private static void PInvokeReturn(void* frame)
        {
        }

        [RuntimeExport("RhpGcPoll")]
        private static void GcPoll()
        {
        }

        [RuntimeExport("RhpFallbackFailFast")]
        private static void FallbackFailFast() => ThrowHelpers.Abort();
    }

    /// <summary>
    /// Where compiled code goes when an index is out of range and the like. Only a fault in the agent leads here, and there is nobody to
    /// tell: stopping at once is better than writing into somebody else's memory.
    /// </summary>
    internal static class ThrowHelpers
    {
        public static void ThrowIndexOutOfRangeException() => Abort();

        public static void ThrowDivideByZeroException() => Abort();

        public static void ThrowOverflowException() => Abort();

        public static void ThrowNullReferenceException() => Abort();

        public static void ThrowFeatureBodyRemoved() => Abort();

        public static void ThrowInvalidProgramException() => Abort();

        public static void ThrowInvalidProgramExceptionWithArgument() => Abort();

        public static void ThrowTypeLoadException() => Abort();

        /// <summary>Has no end, by which the native compiler knows that nothing goes on after it: checks then cost their loops no registers.</summary>
        internal static void Abort()
        {
            while (true)
            {
                abort();
            }
        }

        [DllImport("*", ExactSpelling = true)]
        [SuppressGCTransition]
        private static extern void abort();
    }
}
