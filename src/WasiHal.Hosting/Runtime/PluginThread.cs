using System.Collections.Concurrent;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Runtime;

/// <summary>The one thread of an instance: runs what is posted to it, in order. Its stack has room for the deepest guest.</summary>
internal sealed class PluginThread
{
    private readonly BlockingCollection<Action> _work = [];

    public PluginThread(string pluginId)
    {
        var thread = new Thread(Run, WasmEngine.ThreadStackBytes) { IsBackground = true, Name = $"wasihal {pluginId}" };
        thread.Start();
    }

    /// <summary>Runs the work after all that was posted before. It must not throw.</summary>
    public void Post(Action work) => _work.Add(work);

    /// <summary>Ends the thread when all that was posted has run.</summary>
    public void Complete() => _work.CompleteAdding();

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }

        _work.Dispose();
    }
}
