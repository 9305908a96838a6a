// Spans, so that the spool's writer and the parsers are safe code: an index out of range stops the process instead of writing elsewhere.
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Internal.Runtime.CompilerHelpers;

namespace System
{
    public readonly ref struct Span<T>
    {
        internal readonly ref T Start;
        private readonly int length;

        public unsafe Span(void* pointer, int length)
        {
            Start = ref Unsafe.AsRef<T>(pointer);
            this.length = length;
        }

        internal Span(ref T start, int length)
        {
            Start = ref start;
            this.length = length;
        }

        public int Length => length;

        public bool IsEmpty => length == 0;

        public ref T this[int index]
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                if ((uint)index >= (uint)length)
                {
                    ThrowHelpers.Abort();
                }

                return ref Unsafe.Add(ref Start, index);
            }
        }

        public ref T GetPinnableReference() => ref Start;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Span<T> Slice(int start) => Slice(start, length - start);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Span<T> Slice(int start, int count)
        {
            if ((uint)start > (uint)length || (uint)count > (uint)(length - start))
            {
                ThrowHelpers.Abort();
            }

            return new Span<T>(ref Unsafe.Add(ref Start, start), count);
        }

        public static implicit operator ReadOnlySpan<T>(Span<T> span) => new(ref span.Start, span.length);
    }

    public readonly ref struct ReadOnlySpan<T>
    {
        internal readonly ref T Start;
        private readonly int length;

        public unsafe ReadOnlySpan(void* pointer, int length)
        {
            Start = ref Unsafe.AsRef<T>(pointer);
            this.length = length;
        }

        /// <summary>Never runs: the C# compiler wants it for constant data, and then emits the constructor over a pointer.</summary>
        public ReadOnlySpan(T[] array)
        {
            Start = ref array[0];
            length = 0;
        }

        /// <summary>Never runs, as the other.</summary>
        public ReadOnlySpan(T[] array, int start, int length)
        {
            Start = ref array[start];
            this.length = length;
        }

        internal ReadOnlySpan(ref T start, int length)
        {
            Start = ref start;
            this.length = length;
        }

        public int Length => length;

        public bool IsEmpty => length == 0;

        public ref readonly T this[int index]
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                if ((uint)index >= (uint)length)
                {
                    ThrowHelpers.Abort();
                }

                return ref Unsafe.Add(ref Start, index);
            }
        }

        public ref readonly T GetPinnableReference() => ref Start;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ReadOnlySpan<T> Slice(int start) => Slice(start, length - start);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ReadOnlySpan<T> Slice(int start, int count)
        {
            if ((uint)start > (uint)length || (uint)count > (uint)(length - start))
            {
                ThrowHelpers.Abort();
            }

            return new ReadOnlySpan<T>(ref Unsafe.Add(ref Start, start), count);
        }

        public void CopyTo(Span<T> destination)
        {
            if (length > destination.Length)
            {
                ThrowHelpers.Abort();
            }

            SpanHelpers.Memmove(
                ref Unsafe.As<T, byte>(ref destination.Start),
                ref Unsafe.As<T, byte>(ref Start),
                (nuint)(length * Unsafe.SizeOf<T>()));
        }
    }

    public static class MemoryExtensions
    {
        public static bool SequenceEqual(this ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
        {
            if (one.Length != other.Length)
            {
                return false;
            }

            var i = 0;
            for (; i + 8 <= one.Length; i += 8)
            {
                if (BinaryPrimitives.ReadUInt64LittleEndian(one.Slice(i)) != BinaryPrimitives.ReadUInt64LittleEndian(other.Slice(i)))
                {
                    return false;
                }
            }

            for (; i < one.Length; i++)
            {
                if (one[i] != other[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}

namespace System.Buffers.Binary
{
    /// <summary>The processors that we compile for are little-endian, and read words at any address.</summary>
    public static class BinaryPrimitives
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong ReadUInt64LittleEndian(ReadOnlySpan<byte> source)
        {
            if (source.Length < 8)
            {
                ThrowHelpers.Abort();
            }

            return Unsafe.As<byte, ulong>(ref source.Start);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void WriteUInt32LittleEndian(Span<byte> destination, uint value)
        {
            if (destination.Length < 4)
            {
                ThrowHelpers.Abort();
            }

            Unsafe.As<byte, uint>(ref destination.Start) = value;
        }
    }
}

namespace System.Runtime.InteropServices
{
    public static class MemoryMarshal
    {
        /// <summary>The same memory as elements of another type. Only unmanaged types exist here.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Span<TTo> Cast<TFrom, TTo>(Span<TFrom> span)
            where TFrom : struct
            where TTo : struct =>
            new(ref Unsafe.As<TFrom, TTo>(ref span.Start), (int)((long)span.Length * Unsafe.SizeOf<TFrom>() / Unsafe.SizeOf<TTo>()));

        /// <inheritdoc cref="Cast{TFrom, TTo}(Span{TFrom})"/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ReadOnlySpan<TTo> Cast<TFrom, TTo>(ReadOnlySpan<TFrom> span)
            where TFrom : struct
            where TTo : struct =>
            new(ref Unsafe.As<TFrom, TTo>(ref span.Start), (int)((long)span.Length * Unsafe.SizeOf<TFrom>() / Unsafe.SizeOf<TTo>()));
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Bodies come from the native compiler.</summary>
    public static unsafe class Unsafe
    {
        [Intrinsic]
        public static ref T AsRef<T>(void* pointer) => ref AsRef<T>(pointer);

        [Intrinsic]
        public static ref TTo As<TFrom, TTo>(ref TFrom source) => ref As<TFrom, TTo>(ref source);

        [Intrinsic]
        public static ref T Add<T>(ref T source, int count) => ref Add(ref source, count);

        [Intrinsic]
        public static int SizeOf<T>() => SizeOf<T>();
    }
}

namespace System.Threading
{
    /// <summary>Bodies come from the native compiler.</summary>
    public static class Interlocked
    {
        /// <summary>Adds, and returns the sum.</summary>
        public static long Add(ref long location, long value) => ExchangeAdd(ref location, value) + value;

        [Intrinsic]
        public static long CompareExchange(ref long location, long value, long comparand) =>
            CompareExchange(ref location, value, comparand);

        [Intrinsic]
        private static long ExchangeAdd(ref long location, long value) => ExchangeAdd(ref location, value);
    }

    public static class Volatile
    {
        [Intrinsic]
        public static long Read(ref readonly long location) => Read(in location);

        [Intrinsic]
        public static void Write(ref long location, long value) => Write(ref location, value);
    }
}
