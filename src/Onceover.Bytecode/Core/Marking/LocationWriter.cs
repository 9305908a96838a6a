namespace Onceover.Bytecode;

/// <summary>
/// Writes a location table (format of 3.11 and later): what <see cref="LocationReader"/> reads. Neighbours of one position share an entry,
/// in the shortest form that holds it, as compilers do.
/// </summary>
internal ref struct LocationWriter
{
    private const int LongestEntry = 8;

    private ByteSink sink;
    private int line;
    private Location position;
    private int units;

    private LocationWriter(int firstLine, Span<byte> room)
    {
        line = firstLine;
        sink = new ByteSink(room);
    }

    /// <summary>Writes the table of a marked code object: each marker has its branch's position.</summary>
    /// <returns>Its length; bytes that have no room are only counted.</returns>
    public static int Write(ref Sketch sketch, Opcodes opcodes, JumpOpcodes jumps, int firstLine, Span<byte> room)
    {
        var writer = new LocationWriter(firstLine, room);
        for (var i = 0; i <= sketch.StepCount; i++)
        {
            ref var step = ref sketch.Steps[i];
            for (var at = step.FirstMarker; at != Step.None; at = sketch.Markers[at].Next)
            {
                ref var marker = ref sketch.Markers[at];
                writer.Add(sketch.Positions[marker.Branch], marker.Prefixes + (Relocation.SizeOf(ref marker, opcodes, jumps) / 2));
            }

            if (i < sketch.StepCount)
            {
                writer.Add(sketch.Positions[i], step.Prefixes + ((step.Original.Next - step.Original.Offset) / 2));
            }
        }

        writer.Finish();
        return writer.sink.Length;
    }

    private void Add(in Location next, int count)
    {
        if (units > 0 && !IsSame(next, position))
        {
            Finish();
        }

        position = next;
        units += count;
    }

    private void Finish()
    {
        for (; units > LongestEntry; units -= LongestEntry)
        {
            AddEntry(LongestEntry);
        }

        if (units > 0)
        {
            AddEntry(units);
        }

        units = 0;
    }

    private static bool IsSame(in Location one, in Location two) =>
        one.Line == two.Line && one.EndLine == two.EndLine && one.Column == two.Column && one.EndColumn == two.EndColumn;

    private void AddEntry(int count)
    {
        if (position.Line == Location.NoLine)
        {
            AddHead(LocationReader.NoneForm, count);
            return;
        }

        var delta = position.Line - line;
        var width = position.EndColumn - position.Column;
        line = position.Line;
        if (position.Column < 0 || position.EndColumn < 0)
        {
            if (position.EndLine != position.Line || position.Column >= 0 || position.EndColumn >= 0)
            {
                AddLong(delta, count);
                return;
            }

            AddHead(LocationReader.NoColumnsForm, count);
            AddSigned(delta);
        }
        else if (position.EndLine == position.Line && delta == 0 && position.Column < 80 && (uint)width < 16)
        {
            AddHead(position.Column >> 3, count);
            sink.Add(((position.Column & 7) << 4) | width);
        }
        else if (position.EndLine == position.Line && (uint)delta < 3 && position.Column < 128 && position.EndColumn < 128)
        {
            AddHead(LocationReader.FirstColumnForm + delta, count);
            sink.Add(position.Column);
            sink.Add(position.EndColumn);
        }
        else
        {
            AddLong(delta, count);
        }
    }

    private void AddLong(int delta, int count)
    {
        AddHead(LocationReader.LongForm, count);
        AddSigned(delta);
        AddNumber(position.EndLine - position.Line);
        AddNumber(position.Column + 1);
        AddNumber(position.EndColumn + 1);
    }

    private void AddHead(int form, int count) => sink.Add(0x80 | (form << 3) | (count - 1));

    private void AddSigned(int value) => AddNumber(value < 0 ? (-value << 1) | 1 : value << 1);

    private void AddNumber(int value)
    {
        for (; value >= 64; value >>= 6)
        {
            sink.Add(64 | (value & 63));
        }

        sink.Add(value);
    }
}
