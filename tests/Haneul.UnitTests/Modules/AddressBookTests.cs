using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Microsoft.AspNetCore.Http;

namespace Haneul.UnitTests.Modules;

public sealed class AddressBookTests
{
    private static readonly ServiceDescriptor Iam = new ServiceDescriptor("iam", "IAM", Dialect.Keystone) { RootPaths = ["/identity"], IsGlobal = true, CatalogPath = "/identity/v3" }.At("iam");
    private static readonly ServiceDescriptor Secrets = new ServiceDescriptor("secrets-manager", "Secrets Manager", Dialect.Platform) { RootPaths = ["/api/v1/secrets"] }.At("secrets-manager", published: true).At("secrets-manager-service");
    private static readonly ServiceDescriptor Kms = new ServiceDescriptor("kms", "Key Management Service", Dialect.Platform).At("kms").At("key-management-service");
    private static readonly AddressBook Book = new([Iam, Secrets, Kms], "kr-central-2", "cloud.example");

    [Theory]
    [InlineData("127.0.0.1:4482", "/identity/v3/auth/tokens", "iam", "/iam/identity/v3/auth/tokens", AddressForm.Root)]
    [InlineData("127.0.0.1:4482", "/iam/identity/v3", "iam", "/iam/identity/v3", AddressForm.Prefix)]
    [InlineData("127.0.0.1", "/api/v1/secrets/1/versions/value", "secrets-manager", "/secrets-manager/api/v1/secrets/1/versions/value", AddressForm.Root)]
    [InlineData("127.0.0.1", "/secrets-manager-service/api/v1/secrets", "secrets-manager", "/secrets-manager/api/v1/secrets", AddressForm.Prefix)]
    [InlineData("127.0.0.1", "/key-management-service", "kms", "/kms", AddressForm.Prefix)]
    [InlineData("kms.localhost:4482", "/api/v1/keys", "kms", "/kms/api/v1/keys", AddressForm.Host)]
    [InlineData("KMS.kr-central-2.cloud.example", "/api/v1/keys", "kms", "/kms/api/v1/keys", AddressForm.Host)]
    [InlineData("kms.cloud.example", "/api/v1/keys", "kms", "/kms/api/v1/keys", AddressForm.Host)]
    [InlineData("iam.kakaocloud.com", "/identity/v3/users/1/projects", "iam", "/iam/identity/v3/users/1/projects", AddressForm.Host)]
    [InlineData("secrets-manager.kr-central-2.kakaocloud.com", "/api/v1/secrets/1/versions/value", "secrets-manager", "/secrets-manager/api/v1/secrets/1/versions/value", AddressForm.Host)]
    public void A_request_finds_its_service_and_its_canonical_path(string host, string path, string service, string canonical, AddressForm form)
    {
        var destination = Book.Resolve(new HostString(host), new PathString(path), out var canonicalPath);

        Assert.NotNull(destination);
        Assert.Equal((service, form), (destination.Value.Address.Service.Id, destination.Value.Form));
        Assert.Equal(canonical, canonicalPath.Value);
    }

    [Theory]
    [InlineData("/api/v1/secrets", true)]
    [InlineData("/secrets-manager/api/v1/secrets", true)]
    [InlineData("/secrets-manager-service/api/v1/secrets", false)]
    public void Only_the_service_address_is_not_the_published_one(string path, bool isPublished) =>
        Assert.Equal(isPublished, Book.Resolve(new HostString("127.0.0.1"), new PathString(path), out _)!.Value.Address.IsPublished);

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/api/v1/secretsx")]
    [InlineData("/api/v1/activation")]
    [InlineData("/identityx/v3")]
    [InlineData("")]
    public void Other_paths_belong_to_no_service(string path) =>
        Assert.Null(Book.Resolve(new HostString("127.0.0.1:4482"), new PathString(path), out _));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1:4482", true)]
    [InlineData("127.8.9.1", true)]
    [InlineData("[::1]:4482", true)]
    [InlineData("vpc.localhost", true)]
    [InlineData("iam.kakaocloud.com", true)]
    [InlineData("secrets-manager.kr-central-2.kakaocloud.com", true)]
    [InlineData("iam.cloud.example", true)]
    [InlineData("cloud.example", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("evilcloud.example", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("", false)]
    public void A_loopback_server_answers_only_to_local_names(string host, bool isLocal) =>
        Assert.Equal(isLocal, Book.IsLocalHost(new HostString(host)));

    [Theory]
    [InlineData("front.example", true)]
    [InlineData("FRONT.example:8443", true)]
    [InlineData("iam.front.example", false)]
    public void A_loopback_server_answers_to_the_name_of_the_public_address(string host, bool isLocal) =>
        Assert.Equal(isLocal, new AddressBook([Iam], "kr-central-2", null, "https://front.example:8443/cloud").IsLocalHost(new HostString(host)));

    [Theory]
    [InlineData("http", "127.0.0.1:4482", "/identity/v3", "http://127.0.0.1:4482/identity/v3", "http://127.0.0.1:4482/kms")]
    [InlineData("http", "127.0.0.1:4482", "/iam/identity/v3", "http://127.0.0.1:4482/iam/identity/v3", "http://127.0.0.1:4482/kms")]
    [InlineData("https", "iam.cloud.example", "/identity/v3", "https://iam.cloud.example/identity/v3", "https://kms.kr-central-2.cloud.example")]
    [InlineData("http", "iam.localhost:4482", "/identity/v3", "http://iam.localhost:4482/identity/v3", "http://kms.localhost:4482")]
    public void Links_carry_the_address_by_which_the_caller_came(string scheme, string host, string path, string identity, string kms)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        context.Request.Host = new HostString(host);
        var destination = Book.Resolve(context.Request.Host, new PathString(path), out _);
        var urls = new PublicUrls(null, "kr-central-2");

        Assert.Equal(identity, urls.UrlOf(Iam, context.Request, destination));
        Assert.Equal(kms, urls.UrlOf(Kms, context.Request, destination));
        Assert.Equal(identity, urls.BaseUrlOf(context.Request, destination) + "/identity/v3");
    }

    [Fact]
    public void A_public_address_wins_over_what_arrives()
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("inner:80");
        var destination = Book.Resolve(context.Request.Host, new PathString("/identity/v3"), out _);

        Assert.Equal("https://cloud.example/identity/v3", new PublicUrls("https://cloud.example/", "kr-central-2").UrlOf(Iam, context.Request, destination));
    }

    [Theory]
    [InlineData("127.0.0.1:4482", "/identity/v3", "http://127.0.0.1:4482/iam", "http://127.0.0.1:4482/secrets-manager-service")]
    [InlineData("[::1]:4482", "/kms", "http://[::1]:4482/iam", "http://[::1]:4482/secrets-manager-service")]
    [InlineData("KMS.localhost:4482", "/", "http://iam.localhost:4482/", "http://secrets-manager-service.localhost:4482/")]
    [InlineData("key-management-service.kr-central-2.cloud.example", "/", "http://iam.cloud.example/", "http://secrets-manager-service.kr-central-2.cloud.example/")]
    [InlineData("kms.cloud.example:80", "/", "http://iam.cloud.example/", "http://secrets-manager-service.kr-central-2.cloud.example/")]
    public void Each_name_of_a_service_has_an_address_of_its_own(string host, string path, string iam, string secrets)
    {
        var (request, destination) = RequestTo(host, path);
        var urls = new PublicUrls(null, "kr-central-2");

        Assert.Equal(new Uri(iam), new Uri(urls.UrlOf(Iam.Addresses[0], request, destination)));
        Assert.Equal(new Uri(secrets), new Uri(urls.UrlOf(Secrets.Addresses[1], request, destination)));
    }

    [Theory]
    [InlineData("inner", "/kms/api/v1/keys", "https://cloud.example/kms")]
    [InlineData("inner", "/key-management-service/api/v1/keys", "https://cloud.example/key-management-service")]
    [InlineData("kms.cloud.example", "/api/v1/keys", "https://cloud.example/kms")]
    [InlineData("inner", "/identity/v3", "https://cloud.example/kms")]
    public void Below_a_public_address_services_are_told_apart_by_prefix(string host, string path, string kms)
    {
        var (request, destination) = RequestTo(host, path);
        var urls = new PublicUrls("https://cloud.example/", "kr-central-2");

        Assert.Equal(kms, urls.UrlOf(Kms, request, destination));
        Assert.Equal("https://cloud.example/iam", urls.UrlOf(Iam.Addresses[0], request, destination));
        Assert.Equal(destination!.Value.Address.Service == Kms ? kms : "https://cloud.example", urls.BaseUrlOf(request, destination));
    }

    private static (HttpRequest Request, Destination? Destination) RequestTo(string host, string path)
    {
        var request = new DefaultHttpContext().Request;
        request.Scheme = "http";
        request.Host = new HostString(host);
        return (request, Book.Resolve(request.Host, new PathString(path), out _));
    }
}
