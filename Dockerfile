# docker build -t hubspot-push .
# docker run --rm -i --read-only --tmpfs /tmp --stop-timeout 60 -e HUBSPOT_ACCESS_TOKEN -v hubspot-push:/data hubspot-push push - --object CONTACT < people.csv
FROM node:22-slim AS build
WORKDIR /build
# What changes seldom comes first: a change of the source installs nothing anew, a change of docs or tests builds nothing.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json oclif.manifest.json ./
COPY scripts scripts
COPY bin bin
COPY src src
RUN npm run build
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-slim
WORKDIR /opt/hubspot-push
COPY --from=build /build/package.json /build/oclif.manifest.json ./
COPY --from=build /build/bin bin
COPY --from=build /build/dist dist
COPY --from=build /build/node_modules node_modules
# Journals and refused rows outlive the container only on a volume; they hold personal data.
RUN mkdir -m 0700 /data && chown node:node /data
ENV NODE_ENV=production HOME=/data HUBSPOT_PUSH_KEYCHAIN=0 \
    HUBSPOT_PUSH_DATA_DIR=/data/hubspot-push HUBSPOT_PUSH_CONFIG_DIR=/data/hubspot-push/config HUBSPOT_PUSH_CACHE_DIR=/data/hubspot-push/cache
USER node
WORKDIR /data
VOLUME /data
ENTRYPOINT ["node", "/opt/hubspot-push/bin/run.js"]
