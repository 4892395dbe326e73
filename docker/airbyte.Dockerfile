# An Airbyte destination: docker build -t hubspot-push-airbyte -f docker/airbyte.Dockerfile .
FROM node:22-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json oclif.manifest.json ./
COPY scripts scripts
COPY bin bin
COPY src src
RUN npm run build
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-slim
# Airbyte runs connectors as user 1000, which the base image calls node, and mounts their files below /airbyte.
RUN usermod --login airbyte --home /airbyte node && groupmod --new-name airbyte node
RUN mkdir -m 0750 /airbyte && chown airbyte:airbyte /airbyte
WORKDIR /opt/hubspot-push
COPY --from=build /build/package.json /build/oclif.manifest.json ./
COPY --from=build /build/bin bin
COPY --from=build /build/dist dist
COPY --from=build /build/node_modules node_modules
# Airbyte starts connectors in a directory of its own choice: nothing here is relative.
ENV NODE_ENV=production HOME=/airbyte HUBSPOT_PUSH_KEYCHAIN=0 HUBSPOT_PUSH_NO_UPDATE_CHECK=1 \
    HUBSPOT_PUSH_DATA_DIR=/airbyte/hubspot-push HUBSPOT_PUSH_CONFIG_DIR=/airbyte/hubspot-push/config HUBSPOT_PUSH_CACHE_DIR=/airbyte/hubspot-push/cache
ENV AIRBYTE_ENTRYPOINT="/usr/local/bin/node /opt/hubspot-push/bin/run.js airbyte"
USER airbyte
WORKDIR /airbyte
ENTRYPOINT ["/usr/local/bin/node", "/opt/hubspot-push/bin/run.js", "airbyte"]
