namespace Onceover.Analysis;

/// <summary>
/// Where control goes from a place in the source: lines, exits below zero, 0 where coverage knows no next line (a <c>raise</c> that no
/// handler of its module, class or <c>finally</c> takes).
/// </summary>
/// <param name="Next">After the last statement of the suite.</param>
/// <param name="Return">From a <c>return</c>.</param>
/// <param name="Raise">From a <c>raise</c>.</param>
/// <param name="Break">From a <c>break</c>.</param>
/// <param name="Continue">From a <c>continue</c>.</param>
internal readonly record struct Flow(int Next, int Return, int Raise, int Break, int Continue)
{
    /// <summary>Inside a <c>try</c> whose <c>finally</c> starts at <paramref name="line"/>: every way out but an exception's goes there first.</summary>
    public Flow Through(int line) => line == 0
        ? this with { Raise = 0 }
        : new Flow(line, Return == 0 ? 0 : line, 0, Break == 0 ? 0 : line, Continue == 0 ? 0 : line);
}
