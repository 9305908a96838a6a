namespace Onceover.Bytecode;

/// <summary>Takes bytes one by one, and counts those that have no room.</summary>
internal ref struct ByteSink
{
    private readonly Span<byte> room;

    public ByteSink(Span<byte> room) => this.room = room;

    public int Length { get; private set; }

    public void Add(int value)
    {
        var at = Length++;
        if (at < room.Length)
        {
            room[at] = (byte)value;
        }
    }
}
