using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>The options that a host gets from one TOML file.</summary>
internal sealed class Configured : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public Configured(string toml)
    {
        File = _folder.Sub("node.toml");
        System.IO.File.WriteAllText(File, toml);
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddWasiHalToml(File).Build());
        services.AddWasiHal().AddPythonPlugins();
        _services = services.BuildServiceProvider();
    }

    public string File { get; }

    public T Get<T>()
        where T : class => _services.GetRequiredService<IOptions<T>>().Value;

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }
}
