using System.Runtime.CompilerServices;

namespace WasiHal.Hosting.Runtime;

/// <summary>The poll of the schedule that a plugin's runner waits for, if one runs. It goes on beside the loop. Allocates nothing.</summary>
internal sealed class PendingPoll(Action onDone)
{
    private ConfiguredValueTaskAwaitable<PollReport>.ConfiguredValueTaskAwaiter _poll;

    /// <summary>Whether a poll was begun and not taken yet.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Whether its outcome can be taken.</summary>
    public bool IsDone => IsPending && _poll.IsCompleted;

    /// <summary>Begins to poll.</summary>
    public void Begin(PluginInstance instance)
    {
#pragma warning disable CA2012 // Consumed once: its result is taken when it has come, and no other is begun before.
        _poll = instance.PollAsync().ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
        IsPending = true;
        if (_poll.IsCompleted)
        {
            onDone();
        }
        else
        {
            _poll.UnsafeOnCompleted(onDone);
        }
    }

    /// <summary>Takes the outcome.</summary>
    public PollReport Take()
    {
        IsPending = false;
        return _poll.GetResult();
    }

    /// <summary>The instance was disposed, and the poll has ended with it: what came of it counts for nothing.</summary>
    public void Forget() => IsPending = false;
}
