namespace WasiHal.Cluster.Tests.Spoke;

public sealed class SpokeOptionsTests
{
    [Theory]
    [InlineData("http://192.168.1.10:3000/push", "http://192.168.1.10:3000/push")]
    [InlineData("http://192.168.1.10:3000", "http://192.168.1.10:3000/push")]
    [InlineData("http://hub.local/", "http://hub.local/push")]
    [InlineData("https://hub.example/house/push/", "https://hub.example/house/push")]
    [InlineData("https://hub.example/house", "https://hub.example/house/push")]
    [InlineData("http://[fe80::1]:3000/push", "http://[fe80::1]:3000/push")]
    public void PushAddress_OfAnyForm_EndsInPush(string given, string address) => Assert.Equal(address, new SpokeOptions { HubUrl = given }.PushAddress!.ToString());

    [Theory]
    [InlineData("cluster.hub_url is missing: the hub's address")]
    [InlineData("cluster.hub_url = \"hub\" is not an address such as", "cluster:hub_url", "hub")]
    [InlineData("cluster.hub_url = \"ftp://hub/push\" is not an address", "cluster:hub_url", "ftp://hub/push")]
    [InlineData("is not an address", "cluster:hub_url", "http://user:secret@hub/push")]
    [InlineData("is not an address", "cluster:hub_url", "http://hub/push?x=1")]
    [InlineData("cluster.role = \"hub\" is not spoke", "cluster:role", "hub")]
    [InlineData("cluster.push_format = \"xml\" is not batch or flat", "cluster:push_format", "xml")]
    [InlineData("cluster.outbox.max_bytes = 262143 is not a whole number from 262144 to 1099511627776", "cluster:outbox:max_bytes", "262143")]
    [InlineData("cluster.outbox.max_age = \"59s\" is not between 1m and 3650d", "cluster:outbox:max_age", "59s")]
    [InlineData("cluster.outbox.commit_every = \"9ms\" is not between 10ms and 10m", "cluster:outbox:commit_every", "9ms")]
    [InlineData("cluster.outbox.max_byte is not a known key; did you mean", "cluster:outbox:max_byte", "1000000")]
    public async Task Start_Wrong_IsRefusedWithKeyValueAndWhatIsAccepted(string message, string? key = null, string? value = null)
    {
        await using var spoke = new TestSpoke(hub: null, key is null ? [] : [(key, value!)]);
        if (key is null)
        {
            spoke.Forget("cluster:hub_url");
        }

        var wrong = await Assert.ThrowsAsync<ConfigurationException>(spoke.StartAsync);

        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutAHub_KeepsEverythingAndSaysSo()
    {
        await using var spoke = new TestSpoke(hub: null);
        await spoke.StartAsync();
        await spoke.PollAndWriteAsync(3);
        spoke.Time.Advance(TimeSpan.FromMinutes(10));

        var health = await spoke.Client.GetStringAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(3, spoke.Figures.WaitingReadings);
        Assert.Contains("3120 ", spoke.LogText, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"healthy\",\"description\":\"cluster.hub_url is empty: nothing is sent, all is kept in the outbox\"", health, StringComparison.Ordinal);
    }
}
