namespace WasiHal.Tests.Uart;

/// <summary>What every serial port must do. The test is its peer.</summary>
public abstract class UartPortConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly byte[] _buffer = new byte[4096];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract IUartPort Port { get; }

    /// <summary>Sends to the port; may wait until there is room.</summary>
    protected abstract void Feed(ReadOnlySpan<byte> data);

    /// <summary>Takes some of what the port has sent; may wait for it.</summary>
    protected abstract byte[] TakeSent();

    /// <summary>Returns when a read waits, where that can be told.</summary>
    protected virtual void UntilReadWaits()
    {
    }

    [Fact]
    public void Read_EveryByteValue_ArrivesAsItIs()
    {
        var all = AllValues();
        Port.Open(115_200);

        Feed(all);

        Assert.Equal(all, Receive(all.Length));
    }

    [Fact]
    public void Write_EveryByteValue_IsSentAsItIs()
    {
        var all = AllValues();
        Port.Open(115_200);

        Port.Write(all);

        Assert.Equal(all, Sent(all.Length));
    }

    [Fact]
    public async Task Read_SixtyFourKibibytes_ArriveInOrder()
    {
        var data = Numbered(65_536);
        Port.Open(115_200);
        var feeding = Task.Run(() => Feed(data), Stop);

        var received = Receive(data.Length);

        await feeding;
        Assert.Equal(data, received);
    }

    [Fact]
    public async Task Write_SixtyFourKibibytes_AreSentInOrder()
    {
        var data = Numbered(65_536);
        Port.Open(115_200);
        var sending = Task.Run(
            () =>
            {
                foreach (var chunk in data.Chunk(4096))
                {
                    Port.Write(chunk);
                }
            },
            Stop);

        var sent = Sent(data.Length);

        await sending;
        Assert.Equal(data, sent);
    }

    [Fact]
    public async Task Write_FromTwoThreads_DoesNotMixTheirBytes()
    {
        Port.Open(115_200);

        var writing = Task.WhenAll(
            Task.Run(() => Port.Write(Enumerable.Repeat((byte)'a', 4096).ToArray()), Stop),
            Task.Run(() => Port.Write(Enumerable.Repeat((byte)'b', 4096).ToArray()), Stop));
        var sent = Sent(8192);
        await writing;

        Assert.Single(sent.Zip(sent.Skip(1)), pair => pair.First != pair.Second);
    }

    [Fact]
    public void Read_NothingComes_IsZero()
    {
        Port.Open(9600);

        Assert.Equal(0, Port.Read(_buffer, TimeSpan.Zero, Stop));
        Assert.Equal(0, Port.Read(_buffer, TimeSpan.FromMilliseconds(20), Stop));
    }

    [Fact]
    public async Task Read_OneByteAtATime_TakesEachWithoutWaitingForMore()
    {
        Port.Open(9600);

        foreach (var value in "slow"u8.ToArray())
        {
            var reading = Task.Run(() => Port.Read(_buffer, Patience, Stop), Stop);
            Feed([value]);

            Assert.Equal(1, await reading);
            Assert.Equal(value, _buffer[0]);
        }
    }

    [Fact]
    public async Task Read_CancelledWhileItWaits_IsZero()
    {
        Port.Open(9600);
        using var cancel = new CancellationTokenSource();
        var reading = Task.Run(() => Port.Read(_buffer, Patience, cancel.Token), Stop);
        UntilReadWaits();

        cancel.Cancel();

        Assert.Equal(0, await reading);
    }

    [Fact]
    public void Read_CancelledBefore_AnswersWhatHasArrived()
    {
        Port.Open(9600);
        Feed([1]);
        Assert.Equal(1, Port.Read(_buffer, Patience, Stop));

        Assert.Equal(0, Port.Read(_buffer, Patience, new(canceled: true)));
    }

    [Fact]
    public async Task Close_WhileAReadWaits_EndsIt()
    {
        Port.Open(9600);
        var reading = Task.Run(() => Port.Read(_buffer, Patience, Stop), Stop);
        UntilReadWaits();

        Port.Close();

        var exception = await Assert.ThrowsAsync<HardwareException>(() => reading);
        Assert.Equal(HardwareErrorKind.Invalid, exception.Kind);
        Assert.Contains("not open", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhileAReadWaits_IsNotHeldUp()
    {
        Port.Open(9600);
        using var cancel = new CancellationTokenSource();
        var reading = Task.Run(() => Port.Read(_buffer, Patience, cancel.Token), Stop);
        UntilReadWaits();

        Port.Write("AT"u8);

        Assert.Equal("AT"u8, Sent(2));
        Assert.False(reading.IsCompleted);
        cancel.Cancel();
        await reading;
    }

    [Fact]
    public void Open_Open_ChangesTheRateAndLosesNothing()
    {
        Port.Open(9600);
        Feed("ab"u8);
        Assert.Equal("a"u8, Receive(1));

        Port.Open(115_200);

        Assert.Equal("b"u8, Receive(1));
    }

    [Fact]
    public void Close_WhatHadArrived_IsLost()
    {
        Port.Open(9600);
        Feed("ab"u8);
        Receive(1);

        Port.Close();
        Port.Close();

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Port.Write([1]), "not open");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Port.Read(_buffer, TimeSpan.Zero, Stop), "not open");
        Port.Open(9600);
        Assert.Equal(0, Port.Read(_buffer, TimeSpan.Zero, Stop));
    }

    [Fact]
    public void Verbs_OutOfRange_AreInvalid()
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Port.Open(49), "baud is 49", "50 to 4000000");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Port.Open(4_000_001), "baud");
        Port.Open(50);
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Port.Read([], TimeSpan.Zero, Stop), "length of buffer", "1 to 4096");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Port.Read(new byte[4097], TimeSpan.Zero, Stop), "length of buffer", "4097");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Port.Read(_buffer, TimeSpan.FromSeconds(61), Stop), "timeout is 61000 ms");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Port.Read(_buffer, TimeSpan.FromTicks(-1), Stop), "timeout");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Port.Write([]), "length of data is 0");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Port.Write(new byte[4097]), "4097");
    }

    protected byte[] Receive(int count)
    {
        var received = new List<byte>(count);
        while (received.Count < count)
        {
            var most = Math.Min(count - received.Count, _buffer.Length);
            var taken = Port.Read(_buffer.AsSpan(0, most), Patience, Stop);
            Assert.NotEqual(0, taken);
            received.AddRange(_buffer.AsSpan(0, taken));
        }

        return [.. received];
    }

    protected byte[] Sent(int count)
    {
        var sent = new List<byte>(count);
        while (sent.Count < count)
        {
            Stop.ThrowIfCancellationRequested();
            sent.AddRange(TakeSent());
        }

        return [.. sent];
    }

    private static byte[] AllValues() => [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    /// <summary>Bytes of which no two neighbours of a chunk's length are alike, so that a lost or doubled chunk shows.</summary>
    private static byte[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(index => (byte)(index ^ (index >> 8)))];
}
