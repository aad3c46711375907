using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Tests.Configuration;

public sealed class ConfigurationDocumentTests
{
    [Fact]
    public void Document_EveryKeyOfTheLibrary_IsInIt()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WasiHal.slnx")))
        {
            folder = folder.Parent!;
        }

        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs", "configuration.md"));

        var keys = typeof(HalOptions).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetProperties())
            .Select(property => property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name)
            .OfType<string>()
            .ToList();
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Matches($@"[`.\[]{key}[`.\]]", text));
    }
}
