# docker build -f docker/sandbox.Dockerfile -t hubspot-sandbox . && docker run --rm -p 8080:8080 hubspot-sandbox --memory --token my-token
FROM node:22-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json oclif.manifest.json ./
COPY scripts scripts
COPY bin bin
COPY src src
RUN npm run build

FROM node:22-slim
WORKDIR /opt/hubspot-push
COPY --from=build /build/package.json /build/oclif.manifest.json ./
COPY --from=build /build/bin bin
COPY --from=build /build/dist dist
# Where --data may keep records; the sandbox needs neither keychain nor database, and so no library.
RUN mkdir -m 0700 /data && chown node:node /data
ENV NODE_ENV=production HOME=/data HUBSPOT_PUSH_KEYCHAIN=0 \
    HUBSPOT_PUSH_DATA_DIR=/data HUBSPOT_PUSH_CONFIG_DIR=/data/config HUBSPOT_PUSH_CACHE_DIR=/data/cache
USER node
WORKDIR /data
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=2s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/_sandbox/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/hubspot-push/bin/run.js", "sandbox", "--host", "0.0.0.0", "--port", "8080"]
CMD ["--memory"]
