using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WasiHal;
using WasiHal.Hosting;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Recording;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Storage;
using WasiHal.Hosting.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the host of Python plugins.</summary>
public static class PythonPluginsWasiHalBuilderExtensions
{
    /// <summary>
    /// Runs the plugins of the configured folders (<c>[hosting] plugin_directories</c>) against the board, as far as
    /// <c>[plugins.&lt;name&gt;.permissions]</c> grants it. What they measure goes to every registered
    /// <see cref="IReadingSink"/>. Registers <see cref="IPluginHost"/>, <see cref="IPluginDirectory"/>, <see cref="IPluginControl"/>,
    /// <see cref="IPluginViews"/>, <see cref="IPluginActions"/>, <see cref="IBusRecordings"/> and <see cref="IPluginCompiler"/>, the health check <c>wasihal-plugins</c> and the meter <c>WasiHal.Hosting</c>.
    /// </summary>
    /// <param name="builder">From <c>AddWasiHal()</c>.</param>
    /// <returns>The same builder.</returns>
    public static IWasiHalBuilder AddPythonPlugins(this IWasiHalBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddWasiHalOptions<PythonPluginOptions>(PythonPluginOptions.Section);
        services.AddWasiHalOptions<PluginsOptions>(PluginsOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<PluginsOptions>, PluginSections>());
        services.AddWasiHalOptions<PollingOptions>(PollingOptions.Section);
        services.AddWasiHalOptions<RecorderOptions>(RecorderOptions.Section);

        services.TryAddSingleton<PluginMeter>();
        services.TryAddSingleton<StorageDatabase>();
        services.TryAddSingleton<BusRecordings>();
        services.TryAddSingleton<IBusRecordings>(provider => provider.GetRequiredService<BusRecordings>());
        services.TryAddSingleton<PluginCatalog>();
        services.TryAddSingleton<IPluginCatalog>(provider => provider.GetRequiredService<PluginCatalog>());
        services.TryAddSingleton<GuestFactory>();
        services.TryAddSingleton<IPluginCompiler, PluginCompiler>();
        services.TryAddSingleton<PluginHost>();
        services.TryAddSingleton<IPluginHost>(provider => provider.GetRequiredService<PluginHost>());
        services.TryAddSingleton<IPluginControl>(provider => provider.GetRequiredService<PluginHost>());
        services.TryAddSingleton<IPluginDirectory>(provider => provider.GetRequiredService<PluginHost>());
        services.TryAddSingleton<IPluginViews>(provider => provider.GetRequiredService<PluginHost>());
        services.TryAddSingleton<IPluginActions>(provider => provider.GetRequiredService<PluginHost>());

        services.TryAddSingleton<PluginHealthCheck>();
        services.AddHealthChecks().AddCheck<PluginHealthCheck>(PluginHealthCheck.Name);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<INodeProgress, PluginProgress>());

        // In this order: the host begins with the catalog's first snapshot.
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<PluginCatalog>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<PluginHost>());
        return builder;
    }
}
