using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Configuration;

public sealed class SchemaTests
{
    public static TheoryData<string> RightFiles =>
    [
        "samples/Hub/hub.toml",
        .. Directory.EnumerateFiles(RepositoryRoot.PathOf("tests/WasiHal.EndToEnd.Tests/Configuration/Original"), "h*.toml").Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)),
    ];

    [Fact]
    public void Document_IsWhatTheHubPrints() =>
        Assert.Equal(ConfiguredNode.Schema, File.ReadAllText(RepositoryRoot.PathOf("docs/wasihal.schema.json")));

    [Fact]
    public async Task Hub_Schema_PrintsIt()
    {
        await using var hub = new HubProcess();

        hub.Start("--schema", "--config", "/nowhere");

        Assert.Equal(0, await hub.ExitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(ConfiguredNode.Schema.TrimEnd(), hub.Output.TrimEnd());
    }

    [Theory]
    [MemberData(nameof(RightFiles))]
    public void RightFile_IsValid(string file) => Assert.True(ConfiguredNode.IsValid(File.ReadAllText(RepositoryRoot.PathOf(file))));

    [Theory]
    [InlineData("[lesd]\ncount = 11")]
    [InlineData("[leds]\ncuont = 11")]
    [InlineData("[leds]\ncount = 1025")]
    [InlineData("[leds]\ncount = \"many\"")]
    [InlineData("[sensors.bme680]\ni2c_address = \"0x78\"")]
    [InlineData("[sensors.bme680]\ni2c_address = 120")]
    [InlineData("[plugins.oled.permisions]\ni2c = []")]
    [InlineData("[plugins.oled.permissions]\ni2c = [\"0x3c\"]")]
    [InlineData("[plugins.oled]\npoll_interval = 5")]
    [InlineData("[plugins.oled.settings]\naddress = [1]")]
    [InlineData("[relays.fan]\nactive_low = true")]
    [InlineData("[cluster]\nrole = \"boss\"")]
    public void WrongFile_IsNotValid(string toml) => Assert.False(ConfiguredNode.IsValid(toml));

    [Fact]
    public void Document_HasWordsForEveryKey() =>
        Assert.All(SchemaKey.All(ConfiguredNode.Schema).Where(key => !key.IsParentOpen), key => Assert.NotNull(key.Schema["description"]));

    [Fact]
    public void SampleFile_NamesTheSchemaWhereItIs()
    {
        var file = RepositoryRoot.PathOf("samples/Hub/hub.toml");
        var first = File.ReadLines(file).First();

        Assert.StartsWith("#:schema ", first, StringComparison.Ordinal);
        Assert.Equal(RepositoryRoot.PathOf("docs/wasihal.schema.json"), Path.GetFullPath(first["#:schema ".Length..], Path.GetDirectoryName(file)!));
    }
}
