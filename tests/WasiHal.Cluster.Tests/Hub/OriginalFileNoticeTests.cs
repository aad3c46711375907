using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.Tests.Hub;

public sealed class OriginalFileNoticeTests
{
    private readonly FakeLogger<OriginalFileNotice> _logger = new();

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("hub_url=", 3091, "allow_unsigned_push = [\"192.168.40.0/24\"]")]
    [InlineData("hub_url= spoke_buzzer_url=http://10.1.2.3:3000/api/buzzer", 3091, "allow_unsigned_push = [\"10.1.2.0/24\"]")]
    [InlineData("hub_url= spoke_buzzer_url=http://pi4.local/api/buzzer", 3091, "allow_unsigned_push = [\"192.168.40.0/24\"]")]
    [InlineData("hub_url= spoke_buzzer_url=http://10.1.2.3/", 3090, "is not used")]
    [InlineData("hub_url= security:allow_unsigned_push:0=10.0.0.0/8", 0, "")]
    public async Task Start_TellsOnceWhatTheFileCannotSay(string values, int id, string words)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create($"cluster:{pair[0]}", (string?)pair[1]))).Build();
        var options = configuration.GetSection("cluster").Get<HubOptions>() ?? new();

        await new OriginalFileNotice(configuration, Options.Create(options), _logger).StartAsync(TestContext.Current.CancellationToken);

        var told = _logger.Collector.GetSnapshot();
        if (id == 0)
        {
            Assert.Empty(told);
            return;
        }

        Assert.Contains(words, Assert.Single(told, entry => entry.Id.Id == id).Message, StringComparison.Ordinal);
    }
}
