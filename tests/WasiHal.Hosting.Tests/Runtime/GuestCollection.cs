namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>Tests that run real guests share one compiled Python module.</summary>
[CollectionDefinition(Name)]
public sealed class GuestCollection : ICollectionFixture<GuestWorkshop>
{
    public const string Name = "guests";
}
