using System.Net.Security;
using Haneul.Kernel.Runtime;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Haneul.Server;

/// <summary>Sets up the web server: addresses, TLS, limits.</summary>
internal static class KestrelSetup
{
    public static void Apply(KestrelServerOptions kestrel, ListenAddresses addresses, HaneulOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        TlsCertificate? certificate = null;
        if (options is { TlsCertificate: { } certificatePath, TlsKey: { } keyPath })
        {
            var services = kestrel.ApplicationServices;
            certificate = new TlsCertificate(certificatePath, keyPath, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<TlsCertificate>>());
        }

        foreach (var address in addresses.Main.Concat(addresses.Metrics))
        {
            Listen(kestrel, address, certificate);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, BindingAddress address, TlsCertificate? certificate)
    {
        void Configure(ListenOptions listen)
        {
            if (address.Scheme == "https")
            {
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = _ => new(new SslServerAuthenticationOptions
                    {
                        ServerCertificateContext = certificate!.Current,
                        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                    }),
                });
            }
        }

        if (address.Host == "localhost" && address.Port != 0)
        {
            kestrel.ListenLocalhost(address.Port, Configure);
        }
        else if (address.Host is "*" or "+")
        {
            kestrel.ListenAnyIP(address.Port, Configure);
        }
        else
        {
            kestrel.Listen(ListenAddresses.AddressOf(address), address.Port, Configure);
        }
    }
}
