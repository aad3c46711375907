using System.Globalization;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>D4: the file never exceeds its bound; the oldest go and are counted.</summary>
public sealed class OutboxBoundsTests
{
    private const long Small = OutboxOptions.LeastBytes;

    [Fact]
    public void MaxBytes_AlwaysTooMuch_KeepsTheNewestAndCountsTheOldest()
    {
        using var box = new TestOutbox(options: options => options.MaxBytes = Small);
        var random = new Random(1);
        for (var value = 0; value < 600; value++)
        {
            box.Add(box.Reading(value, Noise(random, 2000)));
            box.Outbox.Write(box.Pending);
            Assert.True(new FileInfo(box.Path).Length <= Small, $"{new FileInfo(box.Path).Length} bytes after {value}");
            box.AssertBalanced();
        }

        box.Outbox.Dispose();
        Assert.True(new FileInfo(box.Path).Length <= Small);
        box.Restart();
        var selection = box.Select(maxJson: int.MaxValue);
        var figures = box.Outbox.Figures;

        Assert.Equal(600, figures.Taken);
        Assert.InRange(figures.WaitingBatches, 30, 130);
        Assert.Equal(600, figures.WaitingReadings + figures.Lost.Bytes);
        Assert.Equal(Enumerable.Range(1, 600).TakeLast((int)figures.WaitingBatches).Select(sequence => (long)sequence), selection.Batches.Select(batch => batch.Name.Sequence));
        Assert.Single(box.Logs.GetSnapshot(), entry => entry.Id.Id == 3105);
    }

    [Fact]
    public void MaxBytes_OneBatchAsLargeAsCanBe_Fits()
    {
        using var box = new TestOutbox(options: options => options.MaxBytes = Small);
        var random = new Random(2);
        for (var round = 0; round < 40; round++)
        {
            Reading[] readings = [.. Enumerable.Range(0, 20).Select(value => box.Reading(value, Noise(random, 4000)))];
            for (var first = 0; first < readings.Length;)
            {
                var content = BatchContent.Pack(readings.AsSpan(first), box.Outbox.MaxBatchJson, out var packed);
                box.Pending.Add(new(content, packed, null));
                first += packed;
            }

            box.Outbox.Write(box.Pending);
            box.AssertBalanced();
        }

        Assert.Null(box.Outbox.Problem);
        Assert.Equal(800, box.Outbox.Figures.Taken + box.Pending.Readings);
    }

    [Fact]
    public void MaxBytes_Lowered_TheFileBecomesSmaller()
    {
        using var box = new TestOutbox();
        var random = new Random(3);
        Many(box, random, 1000);
        Assert.True(new FileInfo(box.Path).Length + new FileInfo(box.Path + "-wal").Length > 4 * Small);

        box.Options.MaxBytes = Small;
        box.Restart();
        box.Write(1);
        box.Outbox.Dispose();

        Assert.True(new FileInfo(box.Path).Length <= Small);
        box.Restart();
        box.Outbox.Write(box.Pending);
        box.AssertBalanced();
        Assert.InRange(box.Outbox.Figures.Lost.Bytes, 800, 981);
    }

    [Fact]
    public void Dropping_WhatIsBeingSent_IsLeftAlone()
    {
        using var box = new TestOutbox(options: options => options.MaxBytes = Small);
        var random = new Random(4);
        box.Write(1, 2);
        var sending = box.Select();

        Many(box, random, 300);
        box.Outbox.Write(box.Pending);
        box.ConfirmAll(sending);

        Assert.Equal(2, box.Outbox.Figures.Confirmed);
        Assert.True(box.Outbox.Figures.Lost.Bytes > 100);
        box.AssertBalanced();
    }

    [Fact]
    public void MaxAge_TimeThatTheNodeRan_DropsTheOldAndCountsThem()
    {
        using var box = new TestOutbox(options: options => options.MaxAge = new(TimeSpan.FromDays(2)));
        box.Write(1);
        box.Time.Advance(TimeSpan.FromDays(1));
        box.Write(2);
        box.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        box.Outbox.Write(box.Pending);

        Assert.Equal([2], box.Waiting());
        Assert.Equal(1, box.Outbox.Figures.Lost.Age);
        box.AssertBalanced();
    }

    [Fact]
    public void MaxAge_TimeThatTheNodeWasOff_DoesNotCount()
    {
        using var box = new TestOutbox(options: options => options.MaxAge = new(TimeSpan.FromDays(2)));
        box.Write(1);
        box.Time.Advance(TimeSpan.FromDays(1.5));
        box.Write(2);
        box.Restart(off: TimeSpan.FromDays(300));
        box.Write(3);
        Assert.Equal([1, 2, 3], box.Waiting());

        box.Time.Advance(TimeSpan.FromDays(0.6));
        box.Write(4);

        Assert.Equal([2, 3, 4], box.Waiting());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(3650)]
    [InlineData(-20000)]
    public void MaxAge_ClockThatJumps_DropsNothing(int days)
    {
        using var box = new TestOutbox(options: options => options.MaxAge = new(TimeSpan.FromMinutes(5)));
        box.Write(1);
        box.Time.Step(TimeSpan.FromDays(days));
        box.Write(2);
        box.Restart();
        box.Write(3);

        Assert.Equal([1, 2, 3], box.Waiting());
        Assert.Equal(0, box.Outbox.Figures.Lost.Total);
    }

    internal static string Noise(Random random, int length) => string.Create(length, random, (text, source) =>
    {
        for (var index = 0; index < text.Length; index++)
        {
            text[index] = (char)source.Next(0x21, 0x7e);
        }
    });

    private static void Many(TestOutbox box, Random random, int count)
    {
        for (var value = 0; value < count; value++)
        {
            box.Add(box.Reading(value, string.Create(CultureInfo.InvariantCulture, $"{value} {Noise(random, 2000)}")));
            if (value % 20 == 0)
            {
                box.Outbox.Write(box.Pending);
            }
        }
    }
}
