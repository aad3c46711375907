using System.Collections.Concurrent;

namespace WasiHal.Hosting.Runtime;

/// <summary>Work that others ask a runner's loop to do. Asked for from any thread, done by the loop.</summary>
internal sealed class RequestQueue(Action onAsked)
{
    private readonly ConcurrentQueue<Func<ValueTask>> _requests = new();

    /// <summary>Asks for work; the task ends with its outcome.</summary>
    public Task<T> AskAsync<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Enqueue(async () =>
        {
            try
            {
                done.SetResult(await work().ConfigureAwait(false));
            }
            catch (Exception fault)
            {
                // It belongs to whoever asked.
                done.SetException(fault);
            }
        });
        onAsked();
        return done.Task;
    }

    /// <summary>Does all that was asked for.</summary>
    public async ValueTask DoAllAsync()
    {
        while (_requests.TryDequeue(out var request))
        {
            await request().ConfigureAwait(false);
        }
    }
}
