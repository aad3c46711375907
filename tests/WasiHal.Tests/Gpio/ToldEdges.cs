using System.Diagnostics;

namespace WasiHal.Tests.Gpio;

/// <summary>What a watch was told, on whatever thread, and waiting for it.</summary>
internal sealed class ToldEdges
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<GpioEvent> _told = [];

    public IReadOnlyList<GpioEvent> All
    {
        get
        {
            lock (_told)
            {
                return [.. _told];
            }
        }
    }

    public int Count => All.Count;

    /// <summary>The handler of a watch.</summary>
    public void Add(GpioEvent change)
    {
        lock (_told)
        {
            _told.Add(change);
        }
    }

    /// <summary>Waits for what must come, however slow the machine is.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, "what the test waits for did not come");
            await Task.Yield();
        }
    }
}
