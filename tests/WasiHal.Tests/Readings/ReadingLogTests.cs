using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace WasiHal.Tests.Readings;

public sealed class ReadingLogTests
{
    private readonly FakeLogger<ReadingLog> _logger = new();
    private readonly LoggingOptions _options = new() { ShowSensorData = true };

    [Fact]
    public async Task Accept_Shown_IsOneLineAPollWithEverything()
    {
        await CreateSut().AcceptAsync(
            new[]
            {
                Reading("dht22", "temperature", ReadingValue.FromNumber(21.5), "Cel"),
                Reading("dht22", "alarm_hot", ReadingValue.FromFlag(false), ""),
                Reading("dht22", "note", ReadingValue.FromText("fine"), ""),
            },
            CancellationToken.None);

        var entry = Assert.Single(_logger.Collector.GetSnapshot());
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.Equal("pi dht22: s temperature = 21.5 Cel, s alarm_hot = false, s note = fine", entry.Message);
    }

    [Fact]
    public async Task Accept_NotShown_SaysNothing()
    {
        _options.ShowSensorData = false;

        await CreateSut().AcceptAsync(new[] { Reading("dht22", "temperature", ReadingValue.FromNumber(1), "Cel") }, CancellationToken.None);

        Assert.Equal(0, _logger.Collector.Count);
    }

    [Fact]
    public async Task Accept_ManyReadings_AreAllSaidInShortEntries()
    {
        var readings = Enumerable.Range(0, 40).Select(index => Reading(index < 3 ? "a" : "b", $"q{index}", ReadingValue.FromNumber(index), "")).ToArray();

        await CreateSut().AcceptAsync(readings, CancellationToken.None);

        var entries = _logger.Collector.GetSnapshot();
        Assert.Equal([3, 16, 16, 5], entries.Select(entry => entry.Message.Split(", ").Length));
        Assert.All(readings, reading => Assert.Contains(entries, entry => $"{entry.Message},".Contains($"{reading.Measurement.Quantity} = {reading.Measurement.Value},", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Accept_HostileText_IsShortAndOnOneLine()
    {
        await CreateSut().AcceptAsync(new[] { Reading("p", "q", ReadingValue.FromText("a\n\u001b[2J" + new string('x', 10_000)), "") }, CancellationToken.None);

        var message = Assert.Single(_logger.Collector.GetSnapshot()).Message;
        Assert.StartsWith("pi p: s q = a\\u000a\\u001b[2Jx", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 80, 120);
    }

    private static Reading Reading(string plugin, string quantity, ReadingValue value, string unit) =>
        new("pi", plugin, new("s", quantity, value, unit), DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(15));

    private ReadingLog CreateSut()
    {
        var services = new ServiceCollection();
        services.AddOptions<LoggingOptions>().Configure(options => options.ShowSensorData = _options.ShowSensorData);
        return new(services.BuildServiceProvider().GetRequiredService<IOptionsMonitor<LoggingOptions>>(), _logger);
    }
}
