# syntax=docker/dockerfile:1
# Two images of the same functions: `functions` under the Azure Functions host (production), `standalone` in one small process.
#   docker build --target standalone .

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS sources
ARG TARGETARCH
# Everywhere else this is a choice of the package feed; an image is always made of the official packages.
ENV OfficialPackages=true \
    NUGET_PACKAGES=/packages \
    DOTNET_NOLOGO=1 \
    DOTNET_CLI_TELEMETRY_OPTOUT=1
WORKDIR /source
# Packages first: they change less often than the sources.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props .editorconfig ./
COPY shared/TlEngine.Shared.csproj shared/
COPY functions/TlEngine.Functions.csproj functions/
COPY standalone/TlEngine.Standalone.csproj standalone/
RUN --mount=type=cache,target=/packages \
    dotnet restore standalone --arch $TARGETARCH -p:PublishReadyToRun=true
COPY host.json ./
COPY docs/openapi.yaml docs/
COPY shared shared
COPY functions functions
COPY standalone standalone

FROM sources AS publish-standalone
ARG TARGETARCH
# The commit that /health names.
ARG REVISION
RUN --mount=type=cache,target=/packages \
    dotnet publish standalone --configuration Release --arch $TARGETARCH --self-contained false -p:PublishReadyToRun=true \
    -p:SourceRevisionId=$REVISION --output /publish

FROM sources AS publish-functions
ARG TARGETARCH
ARG REVISION
RUN --mount=type=cache,target=/packages \
    dotnet publish functions --configuration Release --arch $TARGETARCH --self-contained false -p:PublishReadyToRun=true \
    -p:SourceRevisionId=$REVISION --output /publish

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS standalone
# Schedules know IANA zones; the small base has no zone files.
COPY --from=sources /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=publish-standalone /publish /app
WORKDIR /app
ENV ENVIRONMENT=dev \
    PORT=8080 \
    HOME=/tmp
EXPOSE 8080
USER $APP_UID
ENTRYPOINT ["/app/tl-engine"]

FROM mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0 AS functions
COPY --from=publish-functions /publish /home/site/wwwroot
# Port and folders that a user who is not root may use on a read-only root file system with a writable /tmp.
ENV ENVIRONMENT=dev \
    AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
    FUNCTIONS_WORKER_RUNTIME=dotnet-isolated \
    FUNCTIONS_SECRETS_PATH=/tmp/secrets \
    ASPNETCORE_URLS=http://+:8080 \
    HOME=/tmp
EXPOSE 8080
USER 1654:1654
# The base image starts the host from a shell script that does not pass SIGTERM on: it would never drain.
ENTRYPOINT ["/azure-functions-host/Microsoft.Azure.WebJobs.Script.WebHost"]
