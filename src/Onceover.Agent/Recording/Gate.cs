namespace Onceover.Agent;

/// <summary>
/// A lock for a recorder's tables. Where the interpreter has its own lock (all but free-threaded builds) that one is enough, and this one
/// is not used. It is held for moments, never across a call into the interpreter. A child that was forked while another thread held it
/// would wait for nobody: after a while it is taken by force, since only then can it still be closed.
/// </summary>
internal struct Gate
{
    private const int Patience = 1_000_000;

    private long holder;

    public void Enter(bool needed)
    {
        if (!needed)
        {
            return;
        }

        for (var waits = 0; Interlocked.CompareExchange(ref holder, 1, 0) != 0 && waits < Patience; waits++)
        {
            _ = Libc.sched_yield();
        }
    }

    public void Leave(bool needed)
    {
        if (needed)
        {
            Volatile.Write(ref holder, 0);
        }
    }
}
