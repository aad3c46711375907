using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using WasiHal.Hosting.Telemetry;

namespace WasiHal.Hosting.Tests.Telemetry;

/// <summary>What <c>AddPythonPlugins()</c> registers.</summary>
public sealed class RegisteredTelemetryTests
{
    [Fact]
    public async Task HealthCheck_HasAStableName_AndIsHealthyBeforeAnythingRuns()
    {
        using var folder = new TemporaryFolder();
        using var host = Build(folder);

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        var (name, entry) = Assert.Single(report.Entries);
        Assert.Equal("wasihal-plugins", name);
        Assert.Equal(HealthStatus.Healthy, entry.Status);
    }

    [Fact]
    public void Meter_IsMadeByTheHostsFactory()
    {
        using var folder = new TemporaryFolder();
        using var host = Build(folder);
        using var collector = new MetricCollector<double>(host.Services.GetRequiredService<IMeterFactory>(), "WasiHal.Hosting", "wasihal.compile.duration");

        host.Services.GetRequiredService<PluginMeter>().Compiled(TimeSpan.FromSeconds(1));

        Assert.Single(collector.GetMeasurementSnapshot());
        Assert.Equal("0.1.0", collector.Instrument!.Meter.Version);
    }

    private static IHost Build(TemporaryFolder folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["data:directory"] = folder.Sub("data"), ["hal:provider"] = "fake" });
        builder.Services.AddWasiHal().AddPythonPlugins();
        return builder.Build();
    }
}
