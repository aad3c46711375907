using System.Net;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.Tests.Intake;

/// <summary>How many pushes are handled at once, and who comes next.</summary>
public sealed class PushGateTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PushGate _gate;

    public PushGateTests() => _gate = new(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryEnter_OfAnAddressThatHasItsRoom_WaitsInOrderAndKeepsNobodyElseOut()
    {
        await FillAsync(Address(1), PushGate.MostOfAnAddress);

        var first = EnterAsync(Address(1));
        var second = EnterAsync(Address(1));
        var other = EnterAsync(Address(2));

        Assert.True(await other);
        Assert.Equal((false, false), (first.IsCompleted, second.IsCompleted));
        _gate.Leave(Address(1));
        Assert.True(await first);
        Assert.False(second.IsCompleted);
        _gate.Leave(Address(1));
        Assert.True(await second);
    }

    [Fact]
    public async Task TryEnter_WhenAllRoomIsTaken_LetsInWhoWaitsLongestAndMay()
    {
        for (byte address = 1; address <= PushGate.Most / PushGate.MostOfAnAddress; address++)
        {
            await FillAsync(Address(address), PushGate.MostOfAnAddress);
        }

        var full = EnterAsync(Address(1));
        var later = EnterAsync(Address(9));
        _gate.Leave(Address(2));

        Assert.True(await later);
        Assert.False(full.IsCompleted);
        _gate.Leave(Address(1));
        Assert.True(await full);
    }

    [Fact]
    public async Task TryEnter_WhenNobodyLeaves_IsRefusedAfterItsTimeAndIsForgotten()
    {
        await FillAsync(Address(1), PushGate.MostOfAnAddress);
        var waiting = EnterAsync(Address(1));

        _time.Advance(PushGate.LongestWait - TimeSpan.FromMilliseconds(1));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(await waiting);
        _gate.Leave(Address(1));
        Assert.True(await EnterAsync(Address(1)));
        Assert.False(EnterAsync(Address(1)).IsCompleted);
    }

    [Fact]
    public async Task TryEnter_OfASenderWhoGoes_TakesNoRoom()
    {
        using var gone = new CancellationTokenSource();
        await FillAsync(Address(1), PushGate.MostOfAnAddress);
        var waiting = _gate.TryEnterAsync(Address(1), gone.Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _gate.Leave(Address(1));
        Assert.True(await EnterAsync(Address(1)));
    }

    [Fact]
    public async Task TryEnter_WhenTooManyWait_IsRefusedAtOnce()
    {
        await FillAsync(Address(1), PushGate.MostOfAnAddress);
        var waiting = Enumerable.Range(0, PushGate.MostWaiting).Select(_ => EnterAsync(Address(1))).ToList();

        Assert.False(await EnterAsync(Address(1)));
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
    }

    [Fact]
    public async Task TryEnter_FromManyThreads_NeverLetsInMoreThanMayAndLosesNobody()
    {
        var (inside, most) = (0, 0);
        await Parallel.ForAsync(0, 5_000, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation }, async (index, _) =>
        {
            var address = Address((byte)(index % 3));
            Assert.True(await EnterAsync(address));
            InterlockedMax(ref most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            _gate.Leave(address);
        });

        Assert.InRange(most, 1, 3 * PushGate.MostOfAnAddress);
        await FillAsync(Address(1), PushGate.MostOfAnAddress);
        Assert.False(EnterAsync(Address(1)).IsCompleted);
    }

    private static IPAddress Address(byte last) => new([192, 0, 2, last]);

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = Volatile.Read(ref most); now > seen;)
        {
            seen = Interlocked.CompareExchange(ref most, now, seen) is var before && before == seen ? now : before;
        }
    }

    private async Task FillAsync(IPAddress address, int count)
    {
        for (var index = 0; index < count; index++)
        {
            Assert.True(await EnterAsync(address));
        }
    }

    private Task<bool> EnterAsync(IPAddress address) => _gate.TryEnterAsync(address, Cancellation).AsTask();
}
