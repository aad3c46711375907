using Microsoft.Extensions.Time.Testing;

namespace WasiHal.Cluster.Tests.Hub;

public sealed class TickingServiceTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task Tick_ThatFails_IsToldOnceAndFollowedByOthers(Type fault)
    {
        using var sut = new Counter(_time) { Fault = (Exception)Activator.CreateInstance(fault)! };
        await sut.StartAsync(TestContext.Current.CancellationToken);

        await _time.UntilAsync(() => sut.Ticks > 5);
        sut.Fault = null;
        var before = sut.Ticks;
        await _time.UntilAsync(() => sut.Ticks > before + 2);
        sut.Fault = (Exception)Activator.CreateInstance(fault)!;
        await _time.UntilAsync(() => sut.Told == 2);
        before = sut.Ticks;
        await _time.UntilAsync(() => sut.Ticks > before + 2);

        Assert.Equal(2, sut.Told);
        await sut.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stop_WhileATickWaits_EndsItWithoutAWord()
    {
        using var sut = new Counter(_time) { Waits = true };
        await sut.StartAsync(TestContext.Current.CancellationToken);
        await _time.UntilAsync(() => sut.Ticks == 1);

        await sut.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), (sut.Ticks, sut.Told));
    }

    private sealed class Counter(TimeProvider time) : TickingService(TimeSpan.FromSeconds(1), time)
    {
        private int _ticks;
        private int _told;

        public Exception? Fault { get; set; }

        public bool Waits { get; init; }

        public int Ticks => Volatile.Read(ref _ticks);

        public int Told => Volatile.Read(ref _told);

        protected override async Task TickAsync(CancellationToken stopping)
        {
            Interlocked.Increment(ref _ticks);
            if (Waits)
            {
                await Task.Delay(Timeout.Infinite, stopping);
            }

            if (Fault is { } fault)
            {
                throw fault;
            }
        }

        protected override void Tell(Exception fault) => Interlocked.Increment(ref _told);
    }
}
