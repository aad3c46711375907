namespace WasiHal.EndToEnd.Tests.Configuration;

public sealed class HubCheckTests : IAsyncDisposable
{
    private readonly HubProcess _hub = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_RightFile_EndsWithZeroAndMakesNothing()
    {
        var file = Write("[leds]\ncount = 11\n");

        _hub.Start("--check", "--config", file, "--data", Path.Combine(_hub.Folder, "data"));

        Assert.Equal(0, await _hub.ExitAsync(Cancelled));
        Assert.Equal($"{file} is right.", _hub.Output.Trim());
        Assert.False(Directory.Exists(Path.Combine(_hub.Folder, "data")));
    }

    [Fact]
    public async Task Check_WrongFile_EndsWithTwoAndTellsAllFaults()
    {
        var file = Write("[leds]\ncount = 1100\n[relays.fan]\ngpio_pin = 27\n[fan]\ngpio_pin = 22\n[plugins.oled.permissions]\ni2c = [\"60\"]\n");

        _hub.Start("--config", file, "--check", "--polling:interval_seconds=0");

        Assert.Equal(2, await _hub.ExitAsync(Cancelled));
        Assert.Contains("The configuration has 4 faults:", _hub.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}:2: leds.count = 1100 is not between 0 and 1024", _hub.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}:6: fan.gpio_pin = 22 is not relays.fan.gpio_pin = 27, and both are the relay fan: keep one of the two keys", _hub.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}:8: plugins.oled.permissions.i2c.0 = 60 is not \"bus:address\"", _hub.Output, StringComparison.Ordinal);
        Assert.Contains("command line: polling.interval_seconds = 0 is not 0.1 to 86400", _hub.Output, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private string Write(string toml)
    {
        var file = Path.Combine(_hub.Folder, "hub.toml");
        File.WriteAllText(file, toml);
        return file;
    }
}
