namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>Tests that share a browser; one after the other, for they share a hub as well.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
