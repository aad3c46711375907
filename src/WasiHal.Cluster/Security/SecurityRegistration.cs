using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Http;

namespace WasiHal.Cluster.Security;

/// <summary>What every node has in order to know who is who.</summary>
internal static class SecurityRegistration
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddNodeSecurity(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new PrivateFolder(Path.Combine(provider.GetRequiredService<IOptions<DataOptions>>().Value.Directory, PrivateFolder.Name)));
        services.TryAddSingleton<NodeIdentity>();
        services.TryAddSingleton<OperatorPassword>();
        services.TryAddSingleton<OperatorSessions>();
        services.TryAddSingleton<AccessTokens>();
        services.TryAddSingleton<AttemptBounds>();
        services.TryAddSingleton(provider => new RequestRates(provider.GetService<EnrolledNodes>(), RequestAllowance.Of));
        services.TryAddSingleton<SessionCookie>();
        services.TryAddSingleton<SessionEndpoints>();
        services.TryAddSingleton(provider => new OperatorCredentials(provider.GetRequiredService<OperatorPassword>(), provider.GetRequiredService<AccessTokens>()));
        return services;
    }

    /// <summary>Registers what a hub has beside it.</summary>
    public static IServiceCollection AddHubSecurity(this IServiceCollection services)
    {
        services.TryAddSingleton<SecurityOptions>(provider => provider.GetRequiredService<IOptions<HubOptions>>().Value.Security);
        services.TryAddSingleton<EnrolledNodes>();
        services.TryAddSingleton<EnrolmentTokens>();
        services.TryAddSingleton<EnrolEndpoint>();
        services.TryAddSingleton(provider => new NodeEnrolment(provider.GetRequiredService<EnrolmentTokens>(), provider.GetRequiredService<EnrolledNodes>()));
        return services;
    }

    /// <summary>Registers what a spoke has beside it.</summary>
    public static IServiceCollection AddSpokeSecurity(this IServiceCollection services)
    {
        services.TryAddSingleton<SecurityOptions>(provider => provider.GetRequiredService<IOptions<SpokeOptions>>().Value.Security);
        services.TryAddSingleton<HubTrust>();
        services.TryAddSingleton(provider => new HubEnrolment(
            provider.GetRequiredService<HubTrust>(),
            provider.GetRequiredService<NodeIdentity>(),
            provider.GetRequiredService<IOptions<NodeOptions>>(),
            provider.GetRequiredService<IOptions<SpokeOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
