using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace WasiHal.Tests.Configuration;

public sealed class TomlReloadTests : IDisposable
{
    private readonly TomlFile _file = new("[sample]\ncount = 3\n");
    private readonly ConfigurationRoot _configuration;
    private readonly ServiceProvider _services;

    public TomlReloadTests()
    {
        _configuration = (ConfigurationRoot)new ConfigurationBuilder().AddWasiHalToml(_file.FullName, reloadOnChange: true).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(_configuration).AddFakeLogging();
        services.AddWasiHalOptions<SampleOptions>("sample").Validate(options => options.Count != 7, "sample.count = 7 is not liked");
        _services = services.BuildServiceProvider();
    }

    private IOptionsMonitor<SampleOptions> Options => _services.GetRequiredService<IOptionsMonitor<SampleOptions>>();

    private IReadOnlyList<FakeLogRecord> Logged => _services.GetFakeLogCollector().GetSnapshot();

    [Fact]
    public async Task Change_Right_IsTakenOver()
    {
        var changed = new TaskCompletionSource<int>();
        Assert.Equal(3, Options.CurrentValue.Count);
        using var listening = Options.OnChange(options => changed.TrySetResult(options.Count));

        _file.Write("[sample]\ncount = 4\n");

        Assert.Equal(4, await changed.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.Equal(LogLevel.Information, Assert.Single(Logged).Level);
    }

    [Theory]
    [InlineData("[sample]\ncount = \n", "hub.toml:2: is not TOML")]
    [InlineData("[sample]\n\ncount = 0\n", "hub.toml:3: sample.count = 0 is not a whole number from 1 to 1024")]
    [InlineData("[sampel]\ncount = 1\n", "hub.toml:1: sampel is not a known section; did you mean sample?")]
    [InlineData("[sample]\n\n\ncount = 7\n", "hub.toml:4: sample.count = 7 is not liked")]
    public void Change_Wrong_IsReportedOnceAndTheRunningConfigurationStays(string toml, string message)
    {
        Assert.Equal(3, Options.CurrentValue.Count);
        var provider = _configuration.Providers.OfType<TomlConfigurationProvider>().Single();

        _file.Write(toml);
        provider.Reload();
        provider.Reload();

        Assert.Equal(3, Options.CurrentValue.Count);
        Assert.Equal("3", _configuration["sample:count"]);
        var record = Assert.Single(Logged);
        Assert.Equal(LogLevel.Error, record.Level);
        Assert.Contains(message, record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Change_CutAtAnyPlace_NeverBreaksAndCountsOnlyWhenItIsRight()
    {
        const string whole = "# the strip\n[sample]\ncount = 44\nmode = \"fast\"\n";
        Assert.Equal(3, Options.CurrentValue.Count);
        var provider = _configuration.Providers.OfType<TomlConfigurationProvider>().Single();

        for (var length = 0; length <= whole.Length; length++)
        {
            _file.Write("[sample]\ncount = 3\n");
            provider.Reload();
            _file.Write(whole[..length]);
            var told = Logged.Count;
            provider.Reload();

            // A cut file that is a right one by itself cannot be told from one that was meant.
            var isRefused = Logged.Skip(told).Any(entry => entry.Level == LogLevel.Error);
            var meant = whole[..length].Contains("count = 44", StringComparison.Ordinal) ? 44 : whole[..length].Contains("count = 4", StringComparison.Ordinal) ? 4 : 1;
            Assert.Equal(isRefused ? 3 : meant, Options.CurrentValue.Count);
        }

        Assert.Contains(Logged, entry => entry.Level == LogLevel.Error);
        Assert.Equal(44, Options.CurrentValue.Count);
    }

    [Fact]
    public void FileDeleted_RunningConfigurationStays()
    {
        Assert.Equal(3, Options.CurrentValue.Count);

        File.Delete(_file.FullName);
        _configuration.Providers.OfType<TomlConfigurationProvider>().Single().Reload();

        Assert.Equal(3, Options.CurrentValue.Count);
        Assert.Contains("does not exist", Assert.Single(Logged).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _services.Dispose();
        _configuration.Dispose();
        _file.Dispose();
    }
}
