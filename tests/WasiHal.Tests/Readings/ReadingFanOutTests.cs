using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace WasiHal.Tests.Readings;

public sealed class ReadingFanOutTests
{
    private static readonly Reading[] Batch = [Sample.Reading("t", 1)];

    private readonly FakeLogger<ReadingFanOut> _logger = new();

    [Fact]
    public async Task PublishAsync_OneSinkThrows_TheOthersGetTheBatch()
    {
        var first = new FakeSink();
        var last = new FakeSink();
        var sut = CreateSut(first, new FakeSink { OnAccept = _ => throw new InvalidOperationException("broken") }, last);

        await sut.PublishAsync(Batch, CancellationToken.None);

        Assert.Equal((1, 1), (first.Batches, last.Batches));
    }

    [Fact]
    public async Task PublishAsync_SinkFailsForAWhile_LogsOnceEachWay()
    {
        var broken = true;
        var sut = CreateSut(new FakeSink { OnAccept = _ => broken ? throw new InvalidOperationException("broken") : ValueTask.CompletedTask });

        await sut.PublishAsync(Batch, CancellationToken.None);
        await sut.PublishAsync(Batch, CancellationToken.None);
        await sut.PublishAsync(Batch, CancellationToken.None);
        broken = false;
        await sut.PublishAsync(Batch, CancellationToken.None);
        await sut.PublishAsync(Batch, CancellationToken.None);

        var events = _logger.Collector.GetSnapshot();
        Assert.Equal([(1010, LogLevel.Error), (1011, LogLevel.Information)], events.Select(entry => (entry.Id.Id, entry.Level)));
        Assert.Contains("missed 3 batches", events[1].Message, StringComparison.Ordinal);
        Assert.Contains(nameof(FakeSink), events[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishAsync_SinkFailsLater_IsLoggedTheSame()
    {
        var sut = CreateSut(new FakeSink { OnAccept = async _ => { await Task.Yield(); throw new InvalidOperationException("late"); } });

        await sut.PublishAsync(Batch, CancellationToken.None);

        Assert.Equal(1010, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public async Task PublishAsync_SlowSink_TheNextIsStartedMeanwhileAndAllAreAwaited()
    {
        var slow = new TaskCompletionSource();
        var next = new FakeSink();
        var sut = CreateSut(new FakeSink { OnAccept = _ => new(slow.Task) }, next);

        var publishing = sut.PublishAsync(Batch, CancellationToken.None);

        Assert.Equal(1, next.Batches);
        Assert.False(publishing.IsCompleted);
        slow.SetResult();
        await publishing;
    }

    [Fact]
    public async Task PublishAsync_StoppedByTheHost_IsNoFailure()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();
        var sut = CreateSut(new FakeSink { OnAccept = token => ValueTask.FromCanceled(token) });

        await sut.PublishAsync(Batch, stopping.Token);

        Assert.Empty(_logger.Collector.GetSnapshot());
    }

    [Fact]
    public async Task PublishAsync_EmptyBatch_ReachesNoSink()
    {
        var sink = new FakeSink();

        await CreateSut(sink).PublishAsync(ReadOnlyMemory<Reading>.Empty, CancellationToken.None);

        Assert.Equal(0, sink.Batches);
    }

    [Fact]
    public async Task PublishAsync_SinksTakeItAtOnce_AllocatesNothing()
    {
        var sut = CreateSut(new FakeSink(), new FakeSink());
        await sut.PublishAsync(Batch, CancellationToken.None);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            await sut.PublishAsync(Batch, CancellationToken.None);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private ReadingFanOut CreateSut(params IReadingSink[] sinks) => new(sinks, _logger);

    private sealed class FakeSink : IReadingSink
    {
        public Func<CancellationToken, ValueTask> OnAccept { get; init; } = _ => ValueTask.CompletedTask;

        public int Batches { get; private set; }

        public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
        {
            Batches++;
            return OnAccept(cancellationToken);
        }
    }
}
