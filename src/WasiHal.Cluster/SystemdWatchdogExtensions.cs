using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using WasiHal;
using WasiHal.Cluster.Watchdog;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes a node a service of systemd.</summary>
public static class SystemdWatchdogExtensions
{
    /// <summary>
    /// Tells systemd when the node has started and when it stops (<c>Type=notify</c>), and feeds its watchdog (<c>WatchdogSec=</c>) for as long as
    /// every registered <see cref="INodeProgress"/> goes on; those of the plugins, the history and the outbox come with what they are part of.
    /// Where nobody listens (<c>$NOTIFY_SOCKET</c>) it does nothing, so that a program can always call it.
    /// </summary>
    /// <param name="builder">Answered by <c>AddWasiHal()</c>.</param>
    public static IWasiHalBuilder AddSystemdWatchdog(this IWasiHalBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        if (SystemdSocket.IsThere && services.All(service => service.ServiceType != typeof(ISystemdNotifier)))
        {
            // Not AddSystemd(), which looks at the name of the parent process: a unit with ProtectProc= hides it.
            services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            services.AddSingleton<IHostLifetime, SystemdLifetime>();
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SystemdWatchdog>());
        return builder;
    }
}
