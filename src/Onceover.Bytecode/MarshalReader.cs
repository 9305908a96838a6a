using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Onceover.Bytecode;

/// <summary>
/// Reads the code object in a marshal stream of CPython 3.11 to 3.15 (formats 4 to 6). Constants that are not code are read over, and those that no
/// instruction loads, which can never run. Nothing in the stream is trusted: sizes are checked against what is left, nesting against
/// <see cref="MaxDepth"/>.
/// </summary>
public ref struct MarshalReader
{
    /// <summary>The interpreter's own bound.</summary>
    public const int MaxDepth = 2000;

    private const byte ReferenceFlag = 0x80;

    private readonly ReadOnlyMemory<byte> data;
    private readonly ReadOnlySpan<byte> bytes;
    private readonly Opcodes opcodes;
    private readonly List<object?> references = [];
    private int position;
    private int depth;
    private bool failed;

    private MarshalReader(ReadOnlyMemory<byte> data, int minor)
    {
        this.data = data;
        opcodes = Opcodes.Of(minor);
        bytes = data.Span;
    }

    /// <summary>The code object that the stream holds, or null when it holds something else or is damaged.</summary>
    /// <param name="data">The stream.</param>
    /// <param name="minor">Of the version that compiled it: 11 for CPython 3.11, and so on.</param>
    public static CodeObject? ReadCode(ReadOnlyMemory<byte> data, int minor)
    {
        var reader = new MarshalReader(data, minor);
        return reader.ReadObject() is CodeObject code && !reader.failed ? code : null;
    }

    /// <summary>
    /// Gives a <see cref="CodeObject"/>, a <see cref="string"/>, bytes as <see cref="ReadOnlyMemory{T}"/>, for a tuple with code in it an
    /// array of <see cref="Item"/>; null for everything else.
    /// </summary>
    private object? ReadObject()
    {
        var head = ReadByte();
        var type = (byte)(head & ~ReferenceFlag);
        var reference = -1;
        if ((head & ReferenceFlag) != 0)
        {
            reference = references.Count;
            references.Add(null);
        }

        if (++depth > MaxDepth)
        {
            failed = true;
        }

        var value = failed ? null : ReadValue(type);
        depth--;
        if (reference >= 0)
        {
            references[reference] = value;
        }

        return value;
    }

    private object? ReadValue(byte type)
    {
        switch ((char)type)
        {
            case 'N' or 'F' or 'T' or 'S' or '.' or '0':
                return null;
            case 'c':
                return ReadCodeObject();
            case 'r':
                return ReadReference();
            case 's':
                return Take(ReadSize());
            case 'z' or 'Z':
                return Latin1(Take(ReadByte()));
            case 'a' or 'A':
                return Latin1(Take(ReadSize()));
            case 'u' or 't':
                return Encoding.UTF8.GetString(Take(ReadSize()).Span);
            case ')':
                return ReadSequence(ReadByte());
            case '(' or '[' or '<' or '>':
                return ReadSequence(ReadSize());
            case '{' or '}':
                return ReadDictionary();
            case ':':
                ReadSequence(3);
                return null;
            case 'i':
                Take(4);
                return null;
            case 'I' or 'g':
                Take(8);
                return null;
            case 'y':
                Take(16);
                return null;
            case 'f':
                Take(ReadByte());
                return null;
            case 'x':
                Take(ReadByte());
                Take(ReadByte());
                return null;
            case 'l':
                Take(2 * Math.Abs((long)ReadInt()));
                return null;
            default:
                failed = true;
                return null;
        }
    }

    private CodeObject? ReadCodeObject()
    {
        // argcount, posonlyargcount, kwonlyargcount, stacksize
        Take(16);
        var flags = ReadInt();
        var bytecode = ReadObject() as ReadOnlyMemory<byte>?;
        var constants = ReadObject() as Item[];

        // names, localsplusnames, localspluskinds
        ReadObject();
        ReadObject();
        ReadObject();
        var file = ReadObject() as string;
        var name = ReadObject() as string;
        var qualifiedName = ReadObject() as string;
        var firstLine = ReadInt();
        var lines = ReadObject() as ReadOnlyMemory<byte>?;
        var exceptions = ReadObject() as ReadOnlyMemory<byte>?;
        if (failed || bytecode is null || file is null || name is null || qualifiedName is null || lines is null || exceptions is null)
        {
            failed = true;
            return null;
        }

        return new CodeObject(
            qualifiedName, name, file, firstLine, flags, bytecode.Value, lines.Value, exceptions.Value, Loaded(constants, bytecode.Value.Span));
    }

    private readonly ImmutableArray<CodeObject> Loaded(Item[]? constants, ReadOnlySpan<byte> bytecode)
    {
        if (constants is null)
        {
            return [];
        }

        var isLoaded = new bool[constants[^1].Index + 1];
        var loads = new ConstantReader(bytecode, opcodes);
        while (loads.MoveNext())
        {
            if (loads.Current < isLoaded.Length)
            {
                isLoaded[loads.Current] = true;
            }
        }

        return [.. constants.Where(constant => isLoaded[constant.Index]).Select(constant => constant.Code)];
    }

    private Item[]? ReadSequence(int size)
    {
        List<Item>? codes = null;
        for (var i = 0; i < size && !failed; i++)
        {
            if (ReadObject() is CodeObject code)
            {
                (codes ??= []).Add(new Item(i, code));
            }
        }

        return codes?.ToArray();
    }

    private object? ReadDictionary()
    {
        while (!failed && position < bytes.Length && bytes[position] != (byte)'0')
        {
            ReadObject();
            ReadObject();
        }

        ReadByte();
        return null;
    }

    private object? ReadReference()
    {
        var index = ReadInt();
        if (index >= 0 && index < references.Count)
        {
            return references[index];
        }

        failed = true;
        return null;
    }

    private static string Latin1(ReadOnlyMemory<byte> text) => Encoding.Latin1.GetString(text.Span);

    private byte ReadByte()
    {
        if (position < bytes.Length)
        {
            return bytes[position++];
        }

        failed = true;
        return 0;
    }

    private int ReadInt()
    {
        var taken = Take(4);
        return failed ? 0 : BinaryPrimitives.ReadInt32LittleEndian(taken.Span);
    }

    /// <summary>A count of things that take at least a byte each.</summary>
    private int ReadSize()
    {
        var size = ReadInt();
        if (size >= 0 && size <= bytes.Length - position)
        {
            return size;
        }

        failed = true;
        return 0;
    }

    private ReadOnlyMemory<byte> Take(long count)
    {
        if (failed || count > bytes.Length - position)
        {
            failed = true;
            return default;
        }

        var taken = data.Slice(position, (int)count);
        position += (int)count;
        return taken;
    }

    /// <summary>Code in a tuple.</summary>
    private readonly record struct Item(int Index, CodeObject Code);
}
