using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Spoke;
using WasiHal.Cluster.Watchdog;

namespace WasiHal.Cluster.Tests.Spoke;

public sealed class OutboxProgressTests : IDisposable
{
    private readonly SteppedTime _time = new();
    private readonly TestFolder _folder = new();
    private readonly SlowLog _log = new();
    private readonly Outbox _outbox;
    private readonly OutboxWriter _writer;
    private readonly OutboxProgress _progress;

    public OutboxProgressTests()
    {
        var options = new SpokeOptions();
        var signals = new SpokeSignals(_time);
        _outbox = new(_folder.Sub(Outbox.FileName), options.Outbox, _time, _log);
        _writer = new(_outbox, new("spoke", _outbox, signals.Readings, _log), signals, Options.Create(options), _time, new FakeLogger<OutboxWriter>());
        _progress = new(_writer);
        _time.Advance(OutboxWriter.Quiet);
    }

    [Fact]
    public async Task Standstill_AWriteThatDoesNotEnd_IsNamedUntilItEnds()
    {
        var write = _writer.WriteAsync();
        _log.Reached.Wait(TestContext.Current.CancellationToken);

        Assert.Null(_progress.Standstill);
        _time.Advance(WorkSpan.Longest + TimeSpan.FromMinutes(1));
        Assert.Equal("one write to outbox.db has not ended for 16 minutes", _progress.Standstill);

        _log.GoOn.Set();
        await write;
        Assert.Null(_progress.Standstill);
    }

    [Fact]
    public async Task Standstill_ADiskThatFails_IsNone()
    {
        _log.GoOn.Set();
        Directory.CreateDirectory(_folder.Sub(Outbox.FileName));

        await _writer.WriteAsync();
        _time.Advance(WorkSpan.Longest + TimeSpan.FromMinutes(1));

        Assert.NotNull(_outbox.Problem);
        Assert.Null(_progress.Standstill);
    }

    public void Dispose()
    {
        _log.GoOn.Set();
        _outbox.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    /// <summary>Holds up who begins an outbox, in the middle of its first write, as a disk may.</summary>
    private sealed class SlowLog : ILogger<Outbox>, IDisposable
    {
        public ManualResetEventSlim Reached { get; } = new();

        public ManualResetEventSlim GoOn { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Reached.Set();
            GoOn.Wait(TimeSpan.FromMinutes(1));
        }

        public void Dispose()
        {
            Reached.Dispose();
            GoOn.Dispose();
        }
    }
}
